import { Table, Text } from '@mantine/core';
import { useState } from 'react';
import { type ReportDetailFragment } from '../../generated/graphql.js';
import { formatName, formatSimilarity } from '../../ui/format.js';
import { toColour } from '../../ui/joint-figure.js';
import { JointFigure } from '../../ui/JointFigure.js';
import classes from './JointPicture.module.css';

type Joint = ReportDetailFragment['joints'][number];

interface Marked {
  /** The joint that is pointed at, in the figure or in the table. */
  readonly marked: string | null;
  readonly onMark: (name: string | null) => void;
}

function formatShare(share: number | null): string {
  return share === null ? '–' : `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
}

function Row({ joint, marked, onMark }: Marked & { readonly joint: Joint }) {
  const { name, objectKeypointSimilarity, distanceShare, lostShare } = joint;
  return (
    <Table.Tr
      data-marked={name === marked || undefined}
      className={classes.row}
      onPointerEnter={() => {
        onMark(name);
      }}
      onPointerLeave={() => {
        onMark(null);
      }}
    >
      <Table.Th scope="row" fw={400}>
        <span className={classes.dot} style={{ background: toColour(objectKeypointSimilarity) }} />
        {formatName(name)}
      </Table.Th>
      <Table.Td ta="right">{formatSimilarity(objectKeypointSimilarity)}</Table.Td>
      <Table.Td ta="right">{formatShare(distanceShare)}</Table.Td>
      <Table.Td ta="right">{formatShare(lostShare)}</Table.Td>
    </Table.Tr>
  );
}

function Joints({ joints, ...mark }: Marked & { readonly joints: readonly Joint[] }) {
  return (
    <Table
      aria-label="Joints"
      className={classes.table}
      verticalSpacing={1}
      horizontalSpacing={8}
      withRowBorders={false}
    >
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Joint</Table.Th>
          <Table.Th ta="right">OKS</Table.Th>
          <Table.Th ta="right" title="Mean distance, as a share of the person’s size, where the joint was found">
            Off
          </Table.Th>
          <Table.Th ta="right" title="Share of the people in whom the joint was not found">
            Lost
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {joints.map((joint) => (
          <Row key={joint.name} joint={joint} {...mark} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** How well each joint holds, over all people of all pictures. */
export function JointPicture({ joints }: { readonly joints: readonly Joint[] }) {
  const [marked, setMarked] = useState<string | null>(null);
  if (joints.length === 0)
    return (
      <Text size="sm" c="dimmed">
        Nobody looked for people in the pictures.
      </Text>
    );
  const scores = joints.map(({ name, objectKeypointSimilarity: share }) => ({ name, share }));
  return (
    <div className={classes.parts}>
      <JointFigure
        joints={scores}
        label="A standing figure, each joint coloured by how well it holds: the table beside says the same"
        describe={({ name, share }) => `${formatName(name)}: ${formatSimilarity(share)}`}
        ends={['0', '1']}
        marked={marked}
        onMark={setMarked}
      />
      <Joints joints={joints} marked={marked} onMark={setMarked} />
    </div>
  );
}
