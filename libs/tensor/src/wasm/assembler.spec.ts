import {
  defineFunction,
  f64,
  f64x2,
  f32x4,
  forEach,
  i32,
  ifTrue,
  select,
  sequence,
  v128,
  whileTrue,
} from './assembler.js';
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

  it('counts, chooses and goes round while there is something left', () => {
    /** The sum of the places of all ones, plus 1000 where there are more than two. */
    const places = defineFunction(
      'places',
      ({ parameter, local }) => {
        const bits = parameter('i32');
        const [rest, total] = [local('i32'), local('i32')];
        const body = sequence(
          total.set(i32.add(total.get, i32.countTrailingZeros(rest.get))),
          rest.set(i32.and(rest.get, i32.subtract(rest.get, i32.const(1)))),
        );
        const isMany = i32.lessThan(i32.const(2), i32.countOnes(bits.get));
        return sequence(
          rest.set(bits.get),
          whileTrue(rest.get, body),
          ifTrue(isMany, total.set(i32.add(total.get, i32.const(1000)))),
          select(i32.equal(bits.get, i32.const(-1)), i32.const(-1), total.get),
        );
      },
      'i32',
    );
    const run = instantiate([places], createMemory(1));
    expect([0, 0b10010, 0b1011, -1].map((bits) => run.places(bits))).toEqual([0, 5, 1004, -1]);
  });

  it('turns floats into doubles, and two lanes round', () => {
    const memory = createMemory(1);
    new Float32Array(memory.buffer, 0, 2).set([1.5, -2]);
    const turn = defineFunction('turn', ({ local }) => {
      const pair = local('v128');
      return sequence(
        pair.set(f64x2.fromSingles(v128.load64Zero(i32.const(0)))),
        v128.store(i32.const(16), f64x2.swapLanes(pair)),
      );
    });
    instantiate([turn], memory).turn();
    expect([...new Float64Array(memory.buffer, 16, 2)]).toEqual([-2, 1.5]);
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
