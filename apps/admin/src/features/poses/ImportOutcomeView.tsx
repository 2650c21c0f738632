import { Group, ScrollArea, Stack, Text } from '@mantine/core';
import { type ReactNode } from 'react';
import { LossList } from './LossList.js';
import { type ImportOutcome, type ImportReport } from './use-import.js';

function Figure({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <Text size="xl" fw={600} lh={1.1}>
        {children}
      </Text>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
    </div>
  );
}

function Problem({
  problem: { severity, record, field, message },
}: {
  readonly problem: ImportReport['problems'][number];
}) {
  const place = [record, field].filter((part) => part !== null).join(', ');
  return (
    <Text size="sm" {...(severity === 'ERROR' && { c: 'red' })}>
      {place && `${place}: `}
      {message}
    </Text>
  );
}

/** What became of a file: how many poses were taken, changed and refused, and why. */
export function ImportOutcomeView({ outcome: { report, dryRun } }: { readonly outcome: ImportOutcome }) {
  const { taken, changed, refused, format, problems, problemCount, conversion } = report;
  const hidden = problemCount - problems.length;
  return (
    <Stack gap="sm" role="group" aria-label="Report">
      <Group gap="xl">
        <Figure label={dryRun ? 'would be taken' : 'taken'}>{taken}</Figure>
        <Figure label="otherwise than in the file">{changed}</Figure>
        <Figure label="refused">{refused}</Figure>
      </Group>
      <Text size="sm" c="dimmed">
        {format ? `Read as ${format}.` : 'No format that is known.'}
      </Text>
      {conversion.losses.length > 0 && <LossList losses={conversion.losses} />}
      {problems.length > 0 && (
        <ScrollArea.Autosize mah={220} type="auto">
          <Stack gap={4}>
            {problems.map((problem, index) => (
              <Problem key={index} problem={problem} />
            ))}
            {hidden > 0 && <Text size="sm">And {hidden} more.</Text>}
          </Stack>
        </ScrollArea.Autosize>
      )}
    </Stack>
  );
}
