import { Table } from '@mantine/core';
import { formatName, formatSimilarity } from '../../ui/format.js';
import { JointTable } from '../../ui/JointTable.js';
import { LostBar } from './LostBar.js';
import { type JointFigures } from './LostJoints.js';

const HEADINGS = (
  <>
    <Table.Th w="30%">Joint</Table.Th>
    <Table.Th w="32%">Lost</Table.Th>
    <Table.Th ta="right">OKS</Table.Th>
    <Table.Th ta="right">Off by</Table.Th>
  </>
);

/** Each joint, with how often it is lost and how far from its place it is found. */
export function LostPerJoint({ joints }: { readonly joints: readonly JointFigures[] }) {
  return (
    <JointTable label="Lost per joint" headings={HEADINGS}>
      {joints.map(({ name, figures }) => (
        <Table.Tr key={name}>
          <Table.Td>{formatName(name)}</Table.Td>
          <Table.Td>
            <LostBar share={figures.lostShare} label={`${formatName(name)} lost`} />
          </Table.Td>
          <Table.Td ta="right">{formatSimilarity(figures.objectKeypointSimilarity)}</Table.Td>
          <Table.Td ta="right">{figures.distancePx === null ? '–' : `${figures.distancePx.toFixed(1)} px`}</Table.Td>
        </Table.Tr>
      ))}
    </JointTable>
  );
}
