import { Container, Skeleton, Stack, Text, Title } from '@mantine/core';
import { type ReactNode } from 'react';
import { Unreadable } from '../../ui/Unreadable.js';
import { type Operations, useOperations, type WorkList } from './use-operations.js';
import { WorkerList } from './WorkerList.js';
import { WorkTable } from './WorkTable.js';

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title}>
      <Title order={2} size="h5" mb={8}>
        {title}
      </Title>
      {children}
    </section>
  );
}

interface ListedProps extends Pick<Operations, 'reload' | 'workers'> {
  readonly label: string;
  readonly list: WorkList | undefined;
  /** What is said where there is none. */
  readonly nothing: string;
}

function Listed({ label, list, nothing, workers, reload }: ListedProps) {
  if (!list) return <Skeleton height={120} />;
  const { works, totalCount } = list;
  if (works.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {nothing}
      </Text>
    );
  return (
    <>
      <WorkTable label={label} works={works} hasWorker={workers.some(({ healthy }) => healthy)} onChanged={reload} />
      {totalCount > works.length && (
        <Text size="xs" c="dimmed" mt={8}>
          And {totalCount - works.length} more, which the pages of generations and of reports list by their state.
        </Text>
      )}
    </>
  );
}

/** What the service is at: the work under way, what failed, and the workers. */
export function OperationsPage() {
  const { active, failed, error, ...rest } = useOperations();
  return (
    <Container size="lg" py="lg">
      <Stack gap="lg">
        <Title order={1} size="h3">
          Operations
        </Title>
        {error && !active ? (
          <Unreadable title="The work could not be read" error={error} />
        ) : (
          <>
            <Section title="Under way">
              <Listed {...rest} label="Under way" list={active} nothing="Nothing is under way." />
            </Section>
            <Section title="Failed">
              <Listed {...rest} label="Failed" list={failed} nothing="Nothing has failed." />
            </Section>
            <Section title="Workers">{active && <WorkerList workers={rest.workers} />}</Section>
          </>
        )}
      </Stack>
    </Container>
  );
}
