import { createGenerator } from '@contrapposto/tensor';
import { computeCholesky } from './cholesky.js';
import { getMatrixKernels, type MatrixKernels } from './kernels.js';
import { createMatrix, transpose, viewOf, type Matrix } from './matrix.js';
import { portableKernels } from './portable-kernels.js';
import { computeSymmetricEigenvalues, computeTridiagonalEigenvalues } from './symmetric-eigenvalues.js';

const wasm = getMatrixKernels();

function draw(rows: number, columns: number, seed = 7): Matrix {
  return createMatrix(rows, columns, Float64Array.from(createGenerator(seed).normal([rows, columns]).data));
}

function covariance(rows: number, size: number, kernels: MatrixKernels = portableKernels): Matrix {
  const features = transpose(draw(rows, size));
  return kernels.multiplyTransposed(features, features, { symmetric: true });
}

function largestDifference(a: Float64Array, b: Float64Array): number {
  expect(a).toHaveLength(b.length);
  return a.reduce((largest, value, index) => Math.max(largest, Math.abs(value - b[index]!)), 0);
}

const sorted = (values: Float64Array): Float64Array => values.slice().sort();

it('finds WebAssembly with SIMD in this engine', () => {
  expect(wasm.name).toMatch(/^wasm-/);
});

describe('multiplyTransposed', () => {
  it.each([
    [1, 1, 1],
    [4, 4, 4],
    [5, 7, 3],
    [129, 257, 259],
    [300, 33, 520],
  ])('(%d, k)·(%d, k)ᵀ, k = %d, as the plain loops', (m, n, k) => {
    const a = draw(m, k, 1);
    const b = draw(n, k, 2);
    const expected = portableKernels.multiplyTransposed(viewOf(a), viewOf(b)).data;
    expect(largestDifference(wasm.multiplyTransposed(viewOf(a), viewOf(b)).data, expected)).toBeLessThan(1e-12 * k);
  });

  it('reads a transposed matrix in place', () => {
    const a = draw(50, 37, 1);
    const b = draw(50, 22, 2);
    const expected = portableKernels.multiplyTransposed(transpose(a), transpose(b)).data;
    expect(largestDifference(wasm.multiplyTransposed(transpose(a), transpose(b)).data, expected)).toBeLessThan(1e-12);
  });

  it.each([3, 64, 301])('computes half of a symmetric product, %d wide', (size) => {
    const a = draw(size, 40);
    const half = wasm.multiplyTransposed(viewOf(a), viewOf(a), { symmetric: true }).data;
    expect(largestDifference(half, portableKernels.multiplyTransposed(viewOf(a), viewOf(a)).data)).toBeLessThan(1e-12);
  });

  it('passes blocks of zeros over', () => {
    const a = createMatrix(300, 600);
    a.data[299 * 600 + 599] = 3;
    const { data } = wasm.multiplyTransposed(viewOf(a), viewOf(a));
    expect([data.at(-1), data.filter((value) => value !== 0).length]).toEqual([9, 1]);
  });

  it('forgets the matrix before', () => {
    wasm.multiplyTransposed(viewOf(draw(20, 20)), viewOf(draw(20, 20)));
    const zero = viewOf(createMatrix(5, 5));
    expect(wasm.multiplyTransposed(zero, zero).data.every((value) => value === 0)).toBe(true);
  });
});

describe.each([wasm, portableKernels])('eigenvalues by $name', (kernels) => {
  it('of a matrix whose eigenvalues are known: 2 - 2 cos(k·pi / (n + 1))', () => {
    const size = 50;
    const matrix = createMatrix(size, size);
    for (let row = 0; row < size; row++) {
      matrix.data[row * size + row] = 2;
      if (row > 0) matrix.data[row * size + row - 1] = matrix.data[(row - 1) * size + row] = -1;
    }
    const expected = Float64Array.from({ length: size }, (_, k) => 2 - 2 * Math.cos(((k + 1) * Math.PI) / (size + 1)));
    expect(largestDifference(sorted(computeSymmetricEigenvalues(matrix, kernels)), sorted(expected))).toBeLessThan(
      1e-13,
    );
  });

  it.each([1, 2, 3, 4, 5, 31, 32, 33, 70])('have the sums of powers of a full matrix, %d wide', (size) => {
    const matrix = covariance(size + 3, size);
    const values = computeSymmetricEigenvalues(matrix, kernels);
    const power = (exponent: number): number => values.reduce((sum, value) => sum + value ** exponent, 0);
    const square = portableKernels.multiplyTransposed(viewOf(matrix), viewOf(matrix));
    const traceOf = (one: Matrix, other: Matrix): number =>
      one.data.reduce((sum, value, index) => sum + value * other.data[index]!, 0);
    expect(values).toHaveLength(size);
    expect(power(2) / traceOf(matrix, matrix)).toBeCloseTo(1, 12);
    expect(power(3) / traceOf(matrix, square)).toBeCloseTo(1, 12);
  });

  it('of zeros, and of a matrix that falls apart', () => {
    expect([...computeSymmetricEigenvalues(createMatrix(6, 6), kernels)]).toEqual([0, 0, 0, 0, 0, 0]);
    const diagonal = createMatrix(5, 5);
    [3, -1, 0, 1e-300, 1e8].forEach((value, index) => (diagonal.data[index * 6] = value));
    expect([...sorted(computeSymmetricEigenvalues(diagonal, kernels))]).toEqual([-1, 0, 1e-300, 3, 1e8]);
  });
});

it('the blocked reduction has the eigenvalues of the plain one over many panels', () => {
  const matrix = covariance(150, 133, wasm);
  const plain = sorted(computeTridiagonalEigenvalues(portableKernels.tridiagonalize(matrix)));
  const blocked = sorted(computeTridiagonalEigenvalues(wasm.tridiagonalize(matrix)));
  expect(largestDifference(blocked, plain)).toBeLessThan(1e-12 * plain.at(-1)!);
});

describe('computeCholesky', () => {
  it.each([1, 5, 64, 130])('gives a triangle whose square is the matrix, %d wide', (size) => {
    const matrix = covariance(size + 10, size, wasm);
    const lower = computeCholesky(matrix, wasm);
    const square = wasm.multiplyTransposed(viewOf(lower), viewOf(lower));
    expect(largestDifference(square.data, matrix.data)).toBeLessThan(1e-11 * size);
    expect(lower.data.every((value, index) => index % size <= Math.floor(index / size) || value === 0)).toBe(true);
  });

  it('goes on where the matrix has no full rank', () => {
    const matrix = covariance(60, 100, wasm);
    const lower = computeCholesky(matrix, wasm);
    expect(largestDifference(wasm.multiplyTransposed(viewOf(lower), viewOf(lower)).data, matrix.data)).toBeLessThan(
      1e-9,
    );
  });
});
