import { assertShape, countElements } from './shape.js';

const tensor = { dims: [2, 4, 8, 6] };

describe('assertShape', () => {
  it('returns the sizes of the named dimensions', () => {
    expect(assertShape(tensor, ['N', 4, 'h', 'w'], 'latents')).toEqual({ N: 2, h: 8, w: 6 });
  });

  it.each([
    ['another size', ['N', 3, 'h', 'w'], '(N, 3, h, w)'],
    ['another rank', ['N', 4], '(N, 4)'],
    ['one name with two sizes', ['N', 4, 'side', 'side'], '(N, 4, side, side)'],
  ])('names both shapes for %s', (_, pattern, formatted) => {
    expect(() => assertShape(tensor, pattern, 'latents')).toThrow(
      `expected latents of shape ${formatted}, got (2, 4, 8, 6)`,
    );
  });

  it('takes a name that is also a property of every object', () => {
    expect(assertShape(tensor, ['constructor', 4, 'h', 'w'], 'latents')).toMatchObject({ h: 8 });
  });
});

it('counts one element in a scalar and none in an empty tensor', () => {
  expect([countElements([]), countElements([3, 0])]).toEqual([1, 0]);
});
