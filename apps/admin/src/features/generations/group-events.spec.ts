import { type EventPartsFragment, type GenerationEventType } from '../../generated/graphql.js';
import { choosePreviews, groupEvents } from './group-events.js';

function createEvents(...types: GenerationEventType[]): EventPartsFragment[] {
  return types.map((type, index) => ({
    seq: index + 1,
    type,
    payload: type === 'PREVIEW' ? { picture: `data:image/png;base64,${index}` } : {},
    createdAt: '2026-03-10T12:00:00Z',
  }));
}

describe('groupEvents', () => {
  it('makes one group of each run of progress and previews', () => {
    const events = createEvents(
      'QUEUED',
      'STARTED',
      'PROGRESS',
      'PREVIEW',
      'PROGRESS',
      'RELEASED',
      'PROGRESS',
      'FAILED',
    );
    const groups = groupEvents(events);
    expect(groups.map((group) => group.events.map(({ seq }) => seq))).toEqual([[1], [2], [3, 4, 5], [6], [7], [8]]);
    expect(groups.flatMap((group) => group.events)).toEqual(events);
    expect(groups[2]!.isWork).toBe(true);
  });

  it('chooses previews evenly, the last among them', () => {
    const [group] = groupEvents(createEvents(...Array.from({ length: 10 }, () => 'PREVIEW' as const)));
    expect(choosePreviews(group!, 20)).toHaveLength(10);
    expect(choosePreviews(group!, 3).map((url) => url.at(-1))).toEqual(['2', '6', '9']);
  });
});
