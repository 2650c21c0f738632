import { computeFrechetDistance, computeMoments } from '@contrapposto/eval';
import { createGenerator } from '@contrapposto/tensor';
import { allowRelaxedSimd } from './relaxed-simd.js';
import { createThreadedKernels, type ThreadedKernels } from './threaded-kernels.js';

/** More than one tile a side. */
const DIMENSIONS = 600;

function draw(count: number, seed: number) {
  return { count, dimensions: DIMENSIONS, data: createGenerator(seed).normal([count, DIMENSIONS]).data };
}

describe('kernels of several threads', () => {
  let threaded: ThreadedKernels;
  beforeAll(() => (threaded = createThreadedKernels(3)));
  afterAll(() => threaded.dispose());

  it('are named after what runs them', () => {
    expect(threaded.kernels.name).toMatch(/^wasm-.*, 3 threads$/);
  });

  it('give the scatter of one thread, centred and symmetric', () => {
    const rows = draw(700, 1);
    const [one, other] = [computeMoments(rows), computeMoments(rows, threaded.kernels)];
    expect(other.scatter.data).toHaveLength(DIMENSIONS ** 2);
    const worst = other.scatter.data.reduce(
      (most, value, at) => Math.max(most, Math.abs(value - one.scatter.data[at]!)),
      0,
    );
    expect(worst).toBeLessThan(1e-9);
    const mirrored = Float64Array.from(
      other.scatter.data,
      (_, at) => other.scatter.data[(at % DIMENSIONS) * DIMENSIONS + Math.floor(at / DIMENSIONS)]!,
    );
    expect(mirrored).toEqual(Float64Array.from(other.scatter.data));
  });

  it('give the Fréchet distance of one thread', () => {
    const [a, b] = [draw(650, 1), draw(700, 2)];
    const expected = computeFrechetDistance(a, b);
    expect(computeFrechetDistance(a, b, threaded.kernels) / expected).toBeCloseTo(1, 10);
  });

  it('are those of one thread where there is one', async () => {
    const alone = createThreadedKernels(1);
    expect(alone.kernels.name).not.toContain('threads');
    await alone.dispose();
  });
});

it.each([
  ['11.3.244.8-node.30', 1],
  ['11.4.183.1', 0],
  ['12.4.254.21-node.33', 0],
  ['10.2.154.26', 0],
])('V8 %s is asked for relaxed SIMD %d times', (version, times) => {
  const flags: string[] = [];
  allowRelaxedSimd(version, (flag) => flags.push(flag));
  expect(flags).toHaveLength(times);
});
