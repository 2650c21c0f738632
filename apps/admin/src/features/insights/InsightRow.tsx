import { Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type InsightGroup } from '../../generated/graphql.js';
import { formatModel, formatName, formatSimilarity } from '../../ui/format.js';
import { PoseDrawing } from '../../ui/PoseDrawing.js';
import { type ListFilter } from '../generations/filter.js';
import { InsightDetails } from './InsightDetails.js';
import classes from './InsightRow.module.css';
import { LostBar } from './LostBar.js';
import { type Insight } from './use-insights.js';

interface InsightRowProps {
  readonly groupBy: InsightGroup;
  readonly insight: Insight;
  /** The share of all pictures that is lost. */
  readonly among: number | undefined;
  readonly threshold: number;
  readonly filter: ListFilter | null;
}

/** The pose, or what became of it at its worst. */
function Picture({ pose, worst }: Insight) {
  if (pose)
    return <PoseDrawing data={pose.currentVersion.data} alt="" cropped limbWidth={0.036} className={classes.picture} />;
  const url = worst.find(({ picture }) => picture !== null)?.picture?.thumbnailUrl;
  return url === undefined ? (
    <span className={classes.picture} />
  ) : (
    <img src={url} alt="" loading="lazy" className={classes.picture} />
  );
}

function formatSubject(groupBy: InsightGroup, { name, model }: Insight): string {
  if (groupBy === 'SCENE' || groupBy === 'JOINT') return formatName(name);
  if (name === '') return 'No prompt';
  return formatModel({ name, version: model?.version ?? null });
}

/** A group with its bar; pressed, it tells more. */
export function InsightRow({ groupBy, insight, among, threshold, filter }: InsightRowProps) {
  const [opened, { toggle }] = useDisclosure();
  const { count, objectKeypointSimilarity, lostShare } = insight.figures;
  const subject = formatSubject(groupBy, insight);
  return (
    <li className={classes.row}>
      <UnstyledButton className={classes.head} aria-expanded={opened} onClick={toggle}>
        <Picture {...insight} />
        <Text size="sm" fw={500} truncate title={subject}>
          {subject}
        </Text>
        <Text size="xs" c="dimmed">
          {count === 1 ? '1 picture' : `${count} pictures`}, OKS {formatSimilarity(objectKeypointSimilarity)}
        </Text>
        <div className={classes.bar}>
          <LostBar share={lostShare} among={among} label={`${subject}: lost`} />
        </div>
      </UnstyledButton>
      {opened && <InsightDetails insight={insight} threshold={threshold} filter={filter} />}
    </li>
  );
}
