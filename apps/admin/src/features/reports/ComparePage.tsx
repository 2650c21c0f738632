import { useQuery } from '@apollo/client/react';
import { Alert, Container, Group, List, Select, Skeleton, Stack } from '@mantine/core';
import { IconScale, IconScaleOutlineOff } from '@tabler/icons-react';
import {
  CompareReportsDocument,
  type CompareReportsQuery,
  type ReportSummaryFragment,
} from '../../generated/graphql.js';
import { Notice } from '../../ui/Notice.js';
import { Unreadable } from '../../ui/Unreadable.js';
import { useAddress } from '../../ui/use-address.js';
import { ComparisonTable } from './ComparisonTable.js';
import { describeGenerator } from './describe-report.js';
import { LeftOut } from './LeftOut.js';
import { ReportsHeader } from './ReportsHeader.js';
import { useReports } from './use-reports.js';

interface ChoiceProps {
  readonly label: string;
  readonly reports: readonly ReportSummaryFragment[];
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
}

function Choice({ label, reports, value, onChange }: ChoiceProps) {
  return (
    <Select
      label={label}
      placeholder="Choose a report"
      searchable
      flex={1}
      miw={220}
      data={reports.map((report) => ({ value: report.id, label: `${report.name} (${describeGenerator(report)})` }))}
      value={value}
      onChange={onChange}
    />
  );
}

type Outcome = CompareReportsQuery['compareReports'];

/** Why two reports may not stand side by side, metric by metric. */
function Refusal({ reasons, userErrors }: Outcome) {
  const isIncomparable = userErrors.some(({ code }) => code === 'INCOMPARABLE');
  const sentences = reasons.length > 0 ? reasons.map(({ reason }) => reason) : userErrors.map(({ message }) => message);
  return (
    <Alert
      variant="default"
      icon={<IconScaleOutlineOff />}
      title={isIncomparable ? 'These two cannot be compared' : 'Nothing was compared'}
      role="alert"
    >
      <List size="sm" spacing={4} style={{ overflowWrap: 'anywhere' }}>
        {sentences.map((sentence) => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
    </Alert>
  );
}

function Comparison({ a, b }: { readonly a: string; readonly b: string }) {
  const { data, loading, error } = useQuery(CompareReportsDocument, { variables: { a, b } });
  if (error) return <Unreadable title="The comparison could not be read" error={error} />;
  if (!data) return <Skeleton height={240} aria-busy={loading} />;
  const { comparison } = data.compareReports;
  if (!comparison) return <Refusal {...data.compareReports} />;
  return (
    <Stack>
      <ComparisonTable rows={comparison.rows} names={[comparison.a.name, comparison.b.name]} />
      <LeftOut reasons={comparison.missing} />
    </Stack>
  );
}

/** Two reports side by side, where their numbers say the same thing; where they do not, why. */
export function ComparePage() {
  const [params, setParams] = useAddress();
  const { page } = useReports({ states: ['SUCCEEDED'] });
  const reports = page?.edges.map(({ node }) => node) ?? [];
  const [a, b] = [params.get('a'), params.get('b')];
  const choose = (side: 'a' | 'b') => (id: string | null) => {
    const next = new URLSearchParams(params);
    if (id === null) next.delete(side);
    else next.set(side, id);
    setParams(next);
  };
  return (
    <Container size="lg" py="lg">
      <Stack>
        <ReportsHeader title="Compare" />
        <Group>
          <Choice label="First" reports={reports} value={a} onChange={choose('a')} />
          <Choice label="Second" reports={reports} value={b} onChange={choose('b')} />
        </Group>
        {a !== null && b !== null ? (
          <Comparison key={`${a} ${b}`} a={a} b={b} />
        ) : (
          <Notice icon={<IconScale />} title="Choose two reports">
            Reports of the same samples and the same rules can be compared: only then do their numbers say the same
            thing.
          </Notice>
        )}
      </Stack>
    </Container>
  );
}
