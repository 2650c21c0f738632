import { type EventPartsFragment } from '../../generated/graphql.js';

export interface EventGroup {
  /** One event, or a run of progress and previews. */
  readonly events: readonly EventPartsFragment[];
  readonly isWork: boolean;
}

function isWork({ type }: EventPartsFragment): boolean {
  return type === 'PROGRESS' || type === 'PREVIEW';
}

/** Events in their order, with each run of progress and previews as one group: they are many, and say one thing. */
export function groupEvents(events: readonly EventPartsFragment[]): EventGroup[] {
  const groups: { events: EventPartsFragment[]; isWork: boolean }[] = [];
  for (const event of events) {
    const last = groups.at(-1);
    if (last?.isWork && isWork(event)) last.events.push(event);
    else groups.push({ events: [event], isWork: isWork(event) });
  }
  return groups;
}

/** The previews of a group, as data URLs; at most `count` of them, evenly chosen, the last one among them. */
export function choosePreviews({ events }: EventGroup, count: number): string[] {
  const pictures = events.flatMap(({ type, payload }) => {
    const picture = type === 'PREVIEW' ? (payload as { picture?: unknown }).picture : undefined;
    return typeof picture === 'string' && picture.startsWith('data:image/') ? [picture] : [];
  });
  if (pictures.length <= count) return pictures;
  return Array.from(
    { length: count },
    (_, index) => pictures[Math.round(((index + 1) * pictures.length) / count) - 1]!,
  );
}
