import { Anchor, Group, Paper, Text } from '@mantine/core';
import { type CSSProperties } from 'react';
import { Link } from 'react-router';
import { type ReportSamplePartsFragment } from '../../generated/graphql.js';
import { formatName, formatSimilarity } from '../../ui/format.js';
import { PoseDrawing } from '../../ui/PoseDrawing.js';
import classes from './SampleCard.module.css';

/** What is laid over the pictures. */
export interface Overlay {
  readonly wanted: boolean;
  readonly found: boolean;
}

interface SampleCardProps {
  readonly sample: ReportSamplePartsFragment;
  readonly overlay: Overlay;
}

function computeRatio({ picture, expected }: ReportSamplePartsFragment): number {
  const { width, height } = picture?.width && picture.height ? picture : expected;
  return (width ?? 1) / (height ?? 1);
}

function Frame({ sample, overlay }: SampleCardProps) {
  const { picture, expected, found, caption, failure } = sample;
  return (
    <div className={classes.frame} style={{ '--ratio': computeRatio(sample) } as CSSProperties}>
      {picture && (
        <img src={picture.thumbnailUrl} alt={caption ?? sample.key} loading="lazy" className={classes.layer} />
      )}
      {(overlay.wanted || !picture) && (
        <PoseDrawing data={expected} alt="Wanted skeleton" className={`${classes.layer} ${classes.wanted}`} />
      )}
      {found && overlay.found && <PoseDrawing data={found} alt="Found skeleton" className={classes.layer} />}
      {failure !== null && <Text className={classes.failure}>{failure}</Text>}
    </div>
  );
}

function listNumbers(sample: ReportSamplePartsFragment): string[] {
  const { objectKeypointSimilarity, cosineAveragePrecision, peopleCountError, clipSimilarity } = sample;
  const numbers: readonly (readonly [label: string, value: number | null, text: string])[] = [
    ['OKS', objectKeypointSimilarity, formatSimilarity(objectKeypointSimilarity)],
    ['CAP', cosineAveragePrecision, formatSimilarity(cosineAveragePrecision)],
    ['people off', peopleCountError, String(peopleCountError)],
    ['CLIPSIM', clipSimilarity, formatSimilarity(clipSimilarity)],
  ];
  return numbers.flatMap(([label, value, text]) => (value === null ? [] : [`${label} ${text}`]));
}

/** A sample: its picture with the wanted and the found skeleton over it, what was asked, and how well it holds. */
export function SampleCard({ sample, overlay }: SampleCardProps) {
  const { key, scene, caption, generation } = sample;
  return (
    <Paper component="li" withBorder className={classes.card}>
      <Frame sample={sample} overlay={overlay} />
      <div className={classes.text}>
        <Text size="sm" truncate title={caption ?? key}>
          {caption ?? key}
        </Text>
        <Text component="div" size="xs" c="dimmed" className={classes.numbers}>
          {listNumbers(sample).map((number) => (
            <span key={number}>{number}</span>
          ))}
        </Text>
        <Group gap={8} justify="space-between" wrap="nowrap">
          <Text size="xs" c="dimmed" truncate title={key}>
            {scene === null ? key : formatName(scene)}
          </Text>
          {generation && (
            <Anchor component={Link} to={`/generations/${generation.id}`} size="xs" flex="none">
              Generation
            </Anchor>
          )}
        </Group>
      </div>
    </Paper>
  );
}
