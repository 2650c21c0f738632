import { concatBatch, concatChannels, reshape, sliceBatch } from './layout.js';
import { createTensor, type Tensor } from './tensor.js';

const counting = (dims: number[], from = 0): Tensor => {
  const tensor = createTensor('float32', dims);
  tensor.data.forEach((_, index) => (tensor.data[index] = from + index));
  return tensor;
};

describe('concatChannels', () => {
  it('keeps each picture of the batch together', () => {
    const joined = concatChannels(counting([2, 1, 1, 2]), counting([2, 2, 1, 2], 100));
    expect(joined.dims).toEqual([2, 3, 1, 2]);
    expect([...joined.data]).toEqual([0, 1, 100, 101, 102, 103, 2, 3, 104, 105, 106, 107]);
  });

  it('names both shapes when the sizes differ', () => {
    expect(() => concatChannels(counting([1, 4, 8, 8]), counting([1, 4, 8, 6]))).toThrow(
      expect.objectContaining({
        code: 'SHAPE_MISMATCH',
        message: 'expected the second tensor to join of shape (1, C2, 8, 8), got (1, 4, 8, 6)',
      }),
    );
  });
});

describe('concatBatch and sliceBatch', () => {
  it('are each other in reverse', () => {
    const [first, second] = [counting([1, 2, 2]), counting([2, 2, 2], 50)];
    const joined = concatBatch([first, second]);
    expect(joined.dims).toEqual([3, 2, 2]);
    expect(sliceBatch(joined, 0, 1)).toEqual(first);
    expect(sliceBatch(joined, 1, 3)).toEqual(second);
  });

  it('work on 64-bit integers', () => {
    const ids = createTensor('int64', [1, 2], BigInt64Array.of(1n, 2n));
    expect([...concatBatch([ids, ids]).data]).toEqual([1n, 2n, 1n, 2n]);
  });

  it('refuse an empty list and a range outside the batch', () => {
    expect(() => concatBatch([])).toThrow(expect.objectContaining({ code: 'INVALID_SHAPE' }));
    expect(() => sliceBatch(counting([2, 2]), 1, 3)).toThrow('expected a range within 0..2 of shape (2, 2), got 1..3');
  });
});

describe('createTensor and reshape', () => {
  it('share memory', () => {
    const tensor = counting([2, 3]);
    expect(reshape(tensor, [3, 2]).data).toBe(tensor.data);
  });

  it('refuse data of another length, and dimensions that are none', () => {
    expect(() => createTensor('uint8', [2, 2], new Uint8Array(5))).toThrow(
      'expected 4 elements for a uint8 tensor of shape (2, 2), got 5',
    );
    expect(() => createTensor('float32', [2, -1])).toThrow(expect.objectContaining({ code: 'INVALID_SHAPE' }));
    expect(() => reshape(counting([4]), [3])).toThrow(expect.objectContaining({ code: 'SHAPE_MISMATCH' }));
  });
});
