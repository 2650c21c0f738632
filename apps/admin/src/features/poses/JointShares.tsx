import { Progress, Table } from '@mantine/core';
import { type SimilarPosesQuery } from '../../generated/graphql.js';
import { formatName } from '../../ui/format.js';
import { JointTable } from '../../ui/JointTable.js';

type Joints = NonNullable<SimilarPosesQuery['poses']['edges'][number]['similarity']>['joints'];

/** Joints that add nothing to speak of are left out. */
const LEAST_SHARE = 0.01;

/** What each joint adds to the distance of two poses, the greatest first. */
export function JointShares({ joints }: { readonly joints: Joints }) {
  return (
    <JointTable label="Distance per joint">
      {joints
        .filter(({ share }) => share >= LEAST_SHARE)
        .map(({ joint, share, missing }) => (
          <Table.Tr key={joint}>
            <Table.Td>{formatName(joint)}</Table.Td>
            <Table.Td w="35%">
              <Progress value={share * 100} size="sm" aria-label={`Share of ${formatName(joint)}`} />
            </Table.Td>
            <Table.Td ta="right" w={60}>
              {missing ? 'missing' : `${Math.round(share * 100)} %`}
            </Table.Td>
          </Table.Tr>
        ))}
    </JointTable>
  );
}
