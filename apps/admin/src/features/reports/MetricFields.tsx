import { Chip, Group, NativeSelect, Stack, Switch, Text } from '@mantine/core';
import { type MetricName, type PosePreset } from '../../generated/graphql.js';
import { METRIC_NAMES, METRICS } from './metrics.js';
import { refuseMetric, type ReportDraft } from './report-draft.js';

interface MetricFieldsProps {
  readonly draft: ReportDraft;
  readonly onChange: (part: Partial<ReportDraft>) => void;
  readonly hasPictures: boolean;
}

const PRESETS: readonly { readonly value: PosePreset; readonly label: string }[] = [
  { value: 'PAPER', label: 'as the HumanSD paper says' },
  { value: 'HUMANSD_COMPAT', label: 'as HumanSD’s published code does' },
];

/** By which numbers, and by whose rules. */
export function MetricFields({ draft, onChange, hasPictures }: MetricFieldsProps) {
  const refused = METRIC_NAMES.flatMap((metric) => {
    const reason = refuseMetric(metric, draft, hasPictures);
    return reason === null ? [] : [{ metric, reason }];
  });
  return (
    <Stack gap="sm">
      <Chip.Group
        multiple
        value={draft.metrics.filter((metric) => !refused.some((entry) => entry.metric === metric))}
        onChange={(metrics: string[]) => {
          onChange({ metrics: metrics as MetricName[] });
        }}
      >
        <Group gap={6} role="group" aria-label="Metrics">
          {METRIC_NAMES.map((metric) => (
            <Chip
              key={metric}
              value={metric}
              size="xs"
              variant="outline"
              disabled={refused.some((entry) => entry.metric === metric)}
              title={METRICS[metric].hint}
            >
              {METRICS[metric].label}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      {refused.length > 0 && (
        <Text size="xs" c="dimmed">
          {refused.map(({ metric, reason }) => `${METRICS[metric].label}: ${reason}.`).join(' ')}
        </Text>
      )}
      <Group align="flex-end">
        <NativeSelect
          label="Rules of AP, CAP and PCE"
          data={[...PRESETS]}
          value={draft.posePreset}
          onChange={({ currentTarget }) => {
            onChange({ posePreset: currentTarget.value as PosePreset });
          }}
        />
        <Switch
          label="95 % intervals"
          mb={8}
          checked={draft.bootstrap}
          onChange={({ currentTarget }) => {
            onChange({ bootstrap: currentTarget.checked });
          }}
        />
      </Group>
    </Stack>
  );
}
