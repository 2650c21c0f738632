import { Button, Container, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconGauge } from '@tabler/icons-react';
import { Link } from 'react-router';
import { formatSimilarity } from '../../ui/format.js';
import { Notice } from '../../ui/Notice.js';
import { useAddress } from '../../ui/use-address.js';
import { Unreadable } from '../../ui/Unreadable.js';
import { InsightBar } from './InsightBar.js';
import { InsightRow } from './InsightRow.js';
import classes from './InsightsPage.module.css';
import { LostJoints } from './LostJoints.js';
import { formatSearch, type InsightSearch, parseSearch, toListFilter, USUAL } from './search.js';
import { type Figures, type Insights, useInsights } from './use-insights.js';

const PAUSE_MS = 250;

function Overall({ overall, groupBy }: { readonly overall: Figures; readonly groupBy: InsightSearch['groupBy'] }) {
  const { count, lostCount, lostShare, objectKeypointSimilarity } = overall;
  const what = groupBy === 'JOINT' ? 'joints' : 'pictures';
  return (
    <Text size="sm" c="dimmed" role="status">
      {count.toLocaleString()} {what} measured, {lostCount.toLocaleString()} of them lost ({Math.round(lostShare * 100)}{' '}
      %, the mark on each bar), mean OKS {formatSimilarity(objectKeypointSimilarity)}
    </Text>
  );
}

function NothingMeasured({ search }: { readonly search: InsightSearch }) {
  const isNarrowed = formatSearch({ ...search, groupBy: USUAL.groupBy }).size > 0;
  if (isNarrowed)
    return (
      <Notice icon={<IconGauge />} title="No picture is like that">
        Ask for fewer pictures at least, another model or library, or more days.
      </Notice>
    );
  return (
    <Notice
      icon={<IconGauge />}
      title="Nothing has been measured yet"
      action={
        <Button component={Link} to="/playground">
          Open the playground
        </Button>
      }
    >
      Every picture that is made from a pose is read back by an estimator, where one is installed. What it finds is
      added up here.
    </Notice>
  );
}

function Ranked({ search, found }: { readonly search: InsightSearch; readonly found: Insights }) {
  const { insights = [], overall, hasMore, isLoading, loadMore } = found;
  return (
    <Stack gap="sm">
      <ul className={classes.list} aria-label="Where the pose is lost" aria-busy={isLoading}>
        {insights.map((insight) => (
          <InsightRow
            key={`${insight.pose?.id ?? insight.prompt?.id ?? insight.model?.id ?? ''} ${insight.name}`}
            groupBy={search.groupBy}
            insight={insight}
            among={overall?.lostShare}
            threshold={search.threshold}
            filter={toListFilter(search, insight)}
          />
        ))}
      </ul>
      {hasMore && (
        <Group justify="center">
          <Button variant="default" size="xs" loading={isLoading} onClick={loadMore}>
            Show more of {found.totalCount}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

/** Begun anew for each kind of groups. */
function Ranking({ search }: { readonly search: InsightSearch }) {
  const found = useInsights(search);
  const { insights, overall, error } = found;
  if (error && !insights) return <Unreadable title="The measurements could not be read" error={error} />;
  if (!insights) return <Skeleton height={320} />;
  if (insights.length === 0) return <NothingMeasured search={search} />;
  const ranked = <Ranked search={search} found={found} />;
  return (
    <Stack gap="md">
      {overall && <Overall overall={overall} groupBy={search.groupBy} />}
      {search.groupBy === 'JOINT' ? (
        <div className={classes.joints}>
          <LostJoints joints={insights} />
          {ranked}
        </div>
      ) : (
        ranked
      )}
    </Stack>
  );
}

/** Which poses, prompts, scenes, models and joints lose the pose, the worst first. */
export function InsightsPage() {
  const [params, setParams] = useAddress();
  const search = parseSearch(params);
  const [settled] = useDebouncedValue(params.toString(), PAUSE_MS);
  const looked = { ...parseSearch(new URLSearchParams(settled)), groupBy: search.groupBy };
  return (
    <Container size="lg" py="lg">
      <Stack>
        <Title order={1} size="h3">
          Where the pose is lost
        </Title>
        <InsightBar
          search={search}
          onChange={(next) => {
            setParams(formatSearch(next));
          }}
        />
        <Ranking key={search.groupBy} search={looked} />
      </Stack>
    </Container>
  );
}
