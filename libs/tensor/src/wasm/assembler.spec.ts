import { defineFunction, f64, f64x2, f32x4, forEach, i32, sequence, v128 } from './assembler.js';
import { canInstantiate, createMemory, instantiate } from './instantiate.js';

/** sum of `count` doubles from `address`, two at a time */
const sum = defineFunction(
  'sum',
  ({ parameter, local }) => {
    const address = parameter('i32');
    const count = parameter('i32');
    const index = local('i32');
    const total = local('v128');
    const end = i32.add(address.get, i32.shiftLeft(count.get, i32.const(3)));
    return sequence(
      forEach(index, address.get, end, 16, total.set(f64x2.add(total.get, v128.load(index.get)))),
      f64.add(f64x2.lane(total.get, 0), f64x2.lane(total.get, 1)),
    );
  },
  'f64',
);

describe('assembler', () => {
  it('makes functions that run', () => {
    const memory = createMemory(1);
    new Float64Array(memory.buffer, 8, 4).set([1.5, 2, -7, 1000]);
    const run = instantiate([sum], memory);
    expect(run.sum(8, 4)).toBe(996.5);
    expect(run.sum(8, 0)).toBe(0);
  });

  it.each([0, 1, 63, 64, -1, -64, -65, 127, 128, -129, 2 ** 31 - 1, -(2 ** 31)])('writes the number %d', (value) => {
    const constant = defineFunction('constant', () => i32.const(value), 'i32');
    expect(instantiate([constant], createMemory(1)).constant()).toBe(value);
  });

  it('keeps the functions of a module apart', () => {
    const add = defineFunction('add', ({ parameter }) => f64.add(parameter('f64').get, parameter('f64').get), 'f64');
    const five = defineFunction('five', () => f64.const(5), 'f64');
    const { add: runAdd, five: runFive } = instantiate<'add' | 'five'>([add, five], createMemory(1));
    expect([runAdd(2, 0.5), runFive()]).toEqual([2.5, 5]);
  });

  it('works on four floats at once', () => {
    const memory = createMemory(1);
    const floats = new Float32Array(memory.buffer, 0, 8);
    floats.set([1, 2, 3, 4]);
    const address = i32.const(0);
    const square = defineFunction('square', () =>
      v128.store(address, f32x4.multiply(v128.load(address), v128.load(address)), 16),
    );
    instantiate([square], memory).square();
    expect([...floats.subarray(4)]).toEqual([1, 4, 9, 16]);
  });

  it('says when an engine cannot run what was written', () => {
    expect(canInstantiate([sum])).toBe(true);
    expect(canInstantiate([defineFunction('wrong', () => i32.const(1), 'f64')])).toBe(false);
  });

  it('wants parameters before locals', () => {
    const write = () =>
      defineFunction('late', ({ parameter, local }) => {
        local('i32');
        return parameter('i32').get;
      });
    expect(write).toThrow('expected the parameters of late before its locals');
  });
});
