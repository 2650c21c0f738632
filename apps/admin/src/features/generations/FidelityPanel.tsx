import { Group, Progress, Stack, Table, Text, Tooltip } from '@mantine/core';
import { type GenerationDetailFragment } from '../../generated/graphql.js';
import { formatName, formatSimilarity } from '../../ui/format.js';
import { JointTable } from '../../ui/JointTable.js';
import classes from './FidelityPanel.module.css';

type Fidelity = NonNullable<GenerationDetailFragment['fidelity']>;

interface FigureProps {
  readonly label: string;
  readonly value: string;
  readonly hint: string;
}

function Figure({ label, value, hint }: FigureProps) {
  return (
    <Tooltip label={hint} multiline maw={260}>
      <div>
        <Text size="xl" fw={600} lh={1.1}>
          {value}
        </Text>
        <Text size="xs" c="dimmed">
          {label}
        </Text>
      </div>
    </Tooltip>
  );
}

function Joint({ name, distancePx, objectKeypointSimilarity }: Fidelity['joints'][number]) {
  return (
    <Table.Tr>
      <Table.Td>{formatName(name)}</Table.Td>
      <Table.Td w="30%">
        <Progress
          value={(objectKeypointSimilarity ?? 0) * 100}
          size="sm"
          aria-label={`Similarity of ${formatName(name)}`}
        />
      </Table.Td>
      <Table.Td ta="right">{formatSimilarity(objectKeypointSimilarity)}</Table.Td>
      <Table.Td ta="right">{distancePx === null ? 'not found' : `${distancePx.toFixed(1)} px`}</Table.Td>
    </Table.Tr>
  );
}

const HEADINGS = (
  <>
    <Table.Th>Joint</Table.Th>
    <Table.Th colSpan={2}>OKS</Table.Th>
    <Table.Th ta="right">Distance</Table.Th>
  </>
);

function Joints({ joints }: Pick<Fidelity, 'joints'>) {
  return (
    <JointTable label="Fidelity per joint" headings={HEADINGS}>
      {joints.map((joint) => (
        <Joint key={joint.name} {...joint} />
      ))}
    </JointTable>
  );
}

/** The joints that were looked for, in two halves side by side. */
function Reading({ joints }: Pick<Fidelity, 'joints'>) {
  const half = Math.ceil(joints.length / 2);
  if (joints.every(({ distancePx }) => distancePx === null))
    return (
      <Text size="sm" c="dimmed">
        Nobody was read back from the picture.
      </Text>
    );
  return (
    <div className={classes.joints}>
      <Joints joints={joints.slice(0, half)} />
      <Joints joints={joints.slice(half)} />
    </div>
  );
}

/** How well the picture holds its pose, as the pose estimator reads it back. */
export function FidelityPanel({ fidelity }: { readonly fidelity: Fidelity }) {
  const { objectKeypointSimilarity, cosineAveragePrecision, peopleCountError, joints } = fidelity;
  return (
    <Stack gap="sm">
      <Group gap="xl" align="flex-start">
        <Figure
          label="OKS"
          value={formatSimilarity(objectKeypointSimilarity)}
          hint="Object keypoint similarity of the skeleton read back from the picture with the one asked for: 1 is the same."
        />
        <Figure
          label="CAP"
          value={formatSimilarity(cosineAveragePrecision)}
          hint="Cosine average precision: judges the shape of each person, and neither place nor size. 1 is the best."
        />
        <Figure
          label="People off"
          value={String(peopleCountError)}
          hint="How many people too many or too few were read back."
        />
      </Group>
      <Reading joints={joints} />
    </Stack>
  );
}
