import fc from 'fast-check';
import { createRandom } from '../testing/create-random.js';
import { type Keypoint, type PersonPose, type Visibility } from '../types.js';
import { createPlainKernel } from './plain-kernel.js';
import { type PoseComparison } from './pose-comparison.js';
import { describePerson, DESCRIPTOR_JOINTS, mirrorDescriptor, type PoseDescriptor } from './pose-descriptor.js';
import { computePoseDistance } from './pose-distance.js';
import { PoseSelection, PoseIndex, type PoseSearchOptions } from './pose-index.js';
import { type SearchKernel } from './search-kernel.js';
import { createWasmKernel } from './wasm-kernel.js';

/** People in whom all depends on six numbers, as in real ones, and a little on chance; some lack joints. */
function createPeople(count: number, seed: number, missing = 0): PoseDescriptor[] {
  const random = createRandom(seed);
  const people = Array.from({ length: count }, () => {
    const way = Array.from({ length: 6 }, () => random() * 2 - 1);
    const at = (i: number) => way.reduce((sum, value, k) => sum + value * Math.sin(i * (k + 1) * 1.7 + k), 0);
    const keypoints = DESCRIPTOR_JOINTS.map((_, joint): Keypoint => ({
      x: 100 * at(joint) + 20 * random(),
      y: 100 * at(joint + 40) + 20 * random(),
      visibility: random() < missing ? 0 : random() < missing ? 1 : 2,
    }));
    return describePerson({ keypoints });
  });
  return people.filter((descriptor) => descriptor !== null);
}

function fill(index: PoseIndex, descriptors: readonly PoseDescriptor[]): PoseIndex {
  for (const [number, descriptor] of descriptors.entries()) index.set(`pose-${number}`, descriptor);
  return index;
}

/** Everything compared with everything, by the definition alone. */
function searchByHand(
  descriptors: readonly PoseDescriptor[],
  query: PoseDescriptor,
  { limit = 10, maxDistance = Infinity, filter, ...comparison }: PoseSearchOptions,
) {
  return descriptors
    .map((other, number) => ({ id: `pose-${number}`, distance: computePoseDistance(query, other, comparison) }))
    .filter(({ id, distance }) => distance < Infinity && distance <= maxDistance && (filter?.ids.has(id) ?? true))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, limit);
}

const withoutMirrored = (matches: readonly { id: string; distance: number }[]) =>
  matches.map(({ id, distance }) => ({ id, distance }));

const COMPARISONS: readonly [string, PoseComparison][] = [
  ['as it is', {}],
  ['also in a mirror', { mirror: true }],
  ['turned', { rotation: true }],
  ['turned, also in a mirror', { rotation: true, mirror: true }],
  ['only arms', { joints: DESCRIPTOR_JOINTS.slice(5, 11) }],
  ['only arms, also in a mirror', { joints: ['left_shoulder', 'left_elbow', 'left_wrist', 'nose'], mirror: true }],
  ['only what can be seen', { visibleOnly: true }],
  ['missing joints for nothing', { missingJointCost: 0 }],
];

const KERNELS: readonly [string, () => SearchKernel][] = [
  ['wasm', () => createWasmKernel()!],
  ['plain', createPlainKernel],
];

describe.each(KERNELS)('search by shape with the %s kernel', (name, createKernel) => {
  const complete = createPeople(4500, 1);
  const index = fill(new PoseIndex(createKernel()), complete);
  const mixed = createPeople(700, 2, 0.2);
  const mixedIndex = fill(new PoseIndex(createKernel()), mixed);

  it('is the kernel of that name', () => expect(createKernel().name).toBe(name));

  it.each(COMPARISONS)('finds what comparing all with all finds: %s', (_, comparison) => {
    for (const query of createPeople(2, 3))
      expect(withoutMirrored(index.search(query, comparison))).toEqual(searchByHand(complete, query, comparison));
  });

  it.each(COMPARISONS)('finds the same where joints are missing: %s', (_, comparison) => {
    for (const query of createPeople(4, 4, 0.05))
      expect(withoutMirrored(mixedIndex.search(query, comparison))).toEqual(searchByHand(mixed, query, comparison));
  });

  it('finds the same among a filtered few, and within a distance', () => {
    const filter = new PoseSelection(complete.flatMap((_, number) => (number % 97 === 5 ? [`pose-${number}`] : [])));
    for (const query of createPeople(2, 5))
      for (const options of [{ filter }, { filter, limit: 100 }, { maxDistance: 0.2, limit: 500 }])
        expect(withoutMirrored(index.search(query, options))).toEqual(searchByHand(complete, query, options));
  });

  it('knows what came, went and changed before the next search', () => {
    const [a, b, c] = createPeople(3, 6) as [PoseDescriptor, PoseDescriptor, PoseDescriptor];
    const small = fill(new PoseIndex(createKernel()), createPeople(50, 7));
    const filter = new PoseSelection(['new', 'pose-3']);
    expect(small.search(a, { filter }).map(({ id }) => id)).toEqual(['pose-3']);
    small.set('new', a);
    expect(small.search(a, { limit: 1 })).toEqual([{ id: 'new', distance: 0, mirrored: false }]);
    expect(small.search(a, { filter })).toHaveLength(2);
    small.set('new', b);
    expect(small.search(a, { limit: 1 })[0]!.distance).toBeGreaterThan(0);
    expect(small.search(b, { limit: 1 })[0]).toMatchObject({ id: 'new', distance: 0 });
    expect(small.delete('new')).toBe(true);
    expect(small.delete('new')).toBe(false);
    small.set('other', c);
    expect(small.search(b, { limit: 100 }).map(({ id }) => id)).not.toContain('new');
    expect(small.size).toBe(51);
    expect(small.get('other')).toEqual(c);
    expect(small.get('new')).toBeUndefined();
  });
});

describe('an index', () => {
  it('stays exact through any history of changes, with the same results from both kernels', () => {
    const wasm = new PoseIndex(createWasmKernel()!);
    const plain = new PoseIndex(createPlainKernel());
    const [people, queries] = [createPeople(9000, 8, 0.02), createPeople(3, 9)];
    const random = createRandom(10);
    const held = new Map<string, PoseDescriptor>();
    for (const [step, descriptor] of people.entries()) {
      const id = `pose-${Math.floor(random() * 7000)}`;
      const goes = random() < 0.3;
      for (const index of [wasm, plain])
        if (goes) index.delete(id);
        else index.set(id, descriptor);
      if (goes) held.delete(id);
      else held.set(id, descriptor);
      if (step % 4500 !== 4499) continue;
      const [ids, descriptors] = [[...held.keys()], [...held.values()]];
      for (const query of queries) {
        const found = wasm.search(query, { limit: 20 });
        expect(found).toEqual(plain.search(query, { limit: 20 }));
        const expected = searchByHand(descriptors, query, { limit: 20 });
        expect(found.map(({ distance }) => distance)).toEqual(expected.map(({ distance }) => distance));
        for (const { id: foundId } of found) expect(ids).toContain(foundId);
      }
    }
  });

  it('gives equally near poses in the order in which they came', () => {
    const [twin, query] = createPeople(2, 11) as [PoseDescriptor, PoseDescriptor];
    for (const kernel of [createWasmKernel()!, createPlainKernel()]) {
      const index = fill(
        new PoseIndex(kernel),
        Array.from({ length: 4200 }, () => twin),
      );
      const ids = index.search(query, { limit: 3 }).map(({ id }) => id);
      expect(ids).toEqual(['pose-0', 'pose-1', 'pose-2']);
    }
  });

  it('finds each pair of near duplicates once, mirrored ones if asked to', () => {
    const people = createPeople(300, 12);
    const index = fill(new PoseIndex(), people);
    const moved = people[7]!.coordinates.map((value, i) => value + (i === 4 ? 0.05 : 0));
    index.set('again', { ...people[7]!, coordinates: moved });
    index.set('in a mirror', mirrorDescriptor(people[9]!));
    const distance = computePoseDistance(people[7]!, index.get('again')!);
    const pair = { ids: ['again', 'pose-7'], distance, mirrored: false };
    const mirrorPair = { ids: ['in a mirror', 'pose-9'], distance: 0, mirrored: true };
    expect(index.findNearDuplicates({ maxDistance: 1e-3 })).toEqual({ pairs: [pair], truncated: false });
    const both = index.findNearDuplicates({ maxDistance: 1e-3, mirror: true });
    expect(both).toEqual({ pairs: [mirrorPair, pair], truncated: false });
    expect(index.findNearDuplicates({ maxDistance: 1e-3, mirror: true, limit: 1 }).truncated).toBe(true);
  });

  it('is empty at first, and refuses a query that has no shape to compare', () => {
    const [query] = createPeople(1, 13) as [PoseDescriptor];
    const index = new PoseIndex();
    expect(index.search(query)).toEqual([]);
    expect(() => index.search(query, { joints: ['nose', 'left_eye'] })).toThrow('at least 3 joints to compare, got 2');
    expect(() => index.search(query, { joints: ['left_foot'] })).toThrow('Expected joints of coco17, got "left_foot"');
    const headless = { ...query, labelled: query.labelled & ~0b11 };
    expect(() => index.search(headless, { joints: ['nose', 'left_eye', 'right_eye', 'left_ear'] })).toThrow(
      'at least 3 labelled joints in the query to compare, got 2',
    );
    expect(() => index.findNearDuplicates({ maxDistance: 1, joints: ['left_foot'] })).toThrow('got "left_foot"');
    expect(() => index.search(query, { limit: 5000 })).toThrow('Expected a limit in 1..4096, got 5000.');
    expect(() => index.search(query, { missingJointCost: -1 })).toThrow('missingJointCost of 0 or more');
  });

  it('takes people whom anyone may have drawn', () => {
    const keypoint = fc.record({
      x: fc.double(),
      y: fc.double(),
      visibility: fc.constantFrom<Visibility>(0, 1, 2),
    });
    const person: fc.Arbitrary<PersonPose> = fc.record({ keypoints: fc.array(keypoint, { maxLength: 20 }) });
    const index = fill(new PoseIndex(), createPeople(40, 14));
    fc.assert(
      fc.property(person, (drawn) => {
        const descriptor = describePerson(drawn);
        if (descriptor === null) return;
        index.set('drawn', descriptor);
        for (const { distance } of index.search(createPeople(1, 15)[0]!, { limit: 100 }))
          expect(distance >= 0 && distance <= 4).toBe(true);
      }),
    );
  });
});
