import { useQuery } from '@apollo/client/react';
import { Anchor, Group, Skeleton, Stack, Text } from '@mantine/core';
import { Link } from 'react-router';
import { JointInsightsDocument } from '../../generated/graphql.js';
import { describeError } from '../../ui/describe-error.js';
import { formatSimilarity } from '../../ui/format.js';
import { formatFilter, type ListFilter, toGenerationFilter } from '../generations/filter.js';
import classes from './InsightRow.module.css';
import { LostJoints } from './LostJoints.js';
import { LostPerJoint } from './LostPerJoint.js';
import { type Figures, type Insight } from './use-insights.js';

interface InsightDetailsProps {
  readonly insight: Insight;
  readonly threshold: number;
  /** Finds the group's pictures; null of a joint. */
  readonly filter: ListFilter | null;
}

/** The joints of a group's pictures. */
function Joints({ filter, threshold }: { readonly filter: ListFilter; readonly threshold: number }) {
  const { data, error } = useQuery(JointInsightsDocument, {
    variables: { filter: toGenerationFilter(filter), threshold },
  });
  const joints = data?.fidelityInsights.edges.map(({ node }) => node);
  if (error)
    return (
      <Text size="sm" c="dimmed">
        {describeError(error)}
      </Text>
    );
  if (!joints) return <Skeleton height={220} />;
  return (
    <div className={classes.joints}>
      <LostJoints joints={joints} />
      <LostPerJoint joints={joints} />
    </div>
  );
}

function describeFigures({
  objectKeypointSimilarity,
  cosineAveragePrecision,
  peopleCountError,
  distancePx,
}: Figures): string {
  return [
    `mean OKS ${formatSimilarity(objectKeypointSimilarity)}`,
    cosineAveragePrecision !== null && `CAP ${formatSimilarity(cosineAveragePrecision)}`,
    peopleCountError !== null && `${peopleCountError.toFixed(2)} people off`,
    distancePx !== null && `${distancePx.toFixed(1)} px off`,
  ]
    .filter(Boolean)
    .join(', ');
}

function Worst({ insight, search }: { readonly insight: Insight; readonly search: string }) {
  return (
    <ul className={classes.worst} aria-label="Worst pictures">
      {insight.worst.map(({ id, recipe, picture, fidelity }) => (
        <li key={id}>
          <Link to={`/generations/${id}${search}`}>
            {picture && <img src={picture.thumbnailUrl} alt={recipe.prompt} loading="lazy" />}
            OKS {formatSimilarity(fidelity?.objectKeypointSimilarity)}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** A group's worst pictures, its joints, and the ways to its generations. */
export function InsightDetails({ insight, threshold, filter }: InsightDetailsProps) {
  const { count, lostCount } = insight.figures;
  const toAll = filter && `?${formatFilter(filter)}`;
  const toLost = filter && `?${formatFilter({ ...filter, similarity: [0, threshold] })}`;
  return (
    <div className={classes.details}>
      <Stack gap="sm">
        <Text size="sm">
          {lostCount} of {count} lost; {describeFigures(insight.figures)}.
        </Text>
        <Worst insight={insight} search={toLost ?? ''} />
        {toAll && toLost && (
          <Group gap="md">
            <Anchor component={Link} to={`/generations${toLost}`} size="sm">
              The generations that lost it
            </Anchor>
            <Anchor component={Link} to={`/generations${toAll}`} size="sm">
              All of its generations
            </Anchor>
          </Group>
        )}
      </Stack>
      {filter && <Joints filter={filter} threshold={threshold} />}
    </div>
  );
}
