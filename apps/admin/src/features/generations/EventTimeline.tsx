import { Group, Text, Timeline } from '@mantine/core';
import { type EventPartsFragment } from '../../generated/graphql.js';
import { formatDuration, formatName } from '../../ui/format.js';
import classes from './EventTimeline.module.css';
import { choosePreviews, type EventGroup, groupEvents } from './group-events.js';
import { useTimeline } from './use-timeline.js';

const PREVIEW_COUNT = 6;

function describe({ events, isWork }: EventGroup): string {
  return isWork ? 'Working' : formatName(events[0]!.type.toLowerCase());
}

function describeDetail({ events: [first], isWork }: EventGroup): string | null {
  if (isWork || typeof first!.payload !== 'object' || first!.payload === null) return null;
  const { worker, code, message } = first!.payload as { worker?: string; code?: string; message?: string };
  return [worker, code, message].filter((part) => typeof part === 'string').join(' · ') || null;
}

function describeMoment(group: EventGroup, begin: string): string {
  const [first, last] = [group.events[0]!, group.events.at(-1)!];
  const numbers = first === last ? `event ${first.seq}` : `events ${first.seq} to ${last.seq}`;
  return `${formatDuration(Date.parse(last.createdAt) - Date.parse(begin))} in, ${numbers}`;
}

function Entry({ group, begin }: { readonly group: EventGroup; readonly begin: string }) {
  const detail = describeDetail(group);
  return (
    <>
      {detail && <Text size="sm">{detail}</Text>}
      <Group gap={4} className={classes.previews}>
        {choosePreviews(group, PREVIEW_COUNT).map((url, index) => (
          <img key={index} src={url} alt="" width={40} height={40} />
        ))}
      </Group>
      <Text size="xs" c="dimmed">
        {describeMoment(group, begin)}
      </Text>
    </>
  );
}

function Groups({ events }: { readonly events: readonly EventPartsFragment[] }) {
  const groups = groupEvents(events);
  return (
    <Timeline active={groups.length} bulletSize={12} lineWidth={2}>
      {groups.map((group) => (
        <Timeline.Item
          key={group.events[0]!.seq}
          title={
            <Text size="sm" fw={500}>
              {describe(group)}
            </Text>
          }
        >
          <Entry group={group} begin={events[0]!.createdAt} />
        </Timeline.Item>
      ))}
    </Timeline>
  );
}

/** Everything that happened to a generation, with a film of its previews. */
export function EventTimeline({ id, lastSeq }: { readonly id: string; readonly lastSeq: number }) {
  const events = useTimeline(id, lastSeq);
  return events.length === 0 ? (
    <Text size="sm" c="dimmed">
      Nothing has happened yet.
    </Text>
  ) : (
    <Groups events={events} />
  );
}
