import { useQuery } from '@apollo/client/react';
import { Anchor, Badge, Group, Popover, Skeleton, Stack, Switch, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconUserQuestion } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { SimilarPosesDocument, type SimilarPosesQuery } from '../../generated/graphql.js';
import { formatName } from '../../ui/format.js';
import { Notice } from '../../ui/Notice.js';
import { PoseDrawing } from '../../ui/PoseDrawing.js';
import { Unreadable } from '../../ui/Unreadable.js';
import { JointShares } from './JointShares.js';
import classes from './SimilarPoses.module.css';

type Edge = SimilarPosesQuery['poses']['edges'][number];
type Similarity = NonNullable<Edge['similarity']>;

const COUNT = 12;
const NAMED = 3;

interface SimilarPosesProps {
  readonly id: string;
  readonly toDetails: (id: string) => string;
}

function describeJoints({ joints }: Similarity): string {
  const telling = joints.filter(({ share }) => share > 0).slice(0, NAMED);
  if (telling.length === 0) return 'the same shape';
  return telling
    .map(({ joint, share }) => `${formatName(joint).toLowerCase()} ${Math.round(share * 100)} %`)
    .join(', ');
}

/** The distance in a line; whoever points at it or comes by Tab sees what every joint adds. */
function Why({ similarity }: { readonly similarity: Similarity }) {
  const [opened, { open, close }] = useDisclosure();
  return (
    <Popover opened={opened} width={280} position="bottom-start" shadow="md">
      <Popover.Target>
        <UnstyledButton
          className={classes.why}
          onMouseEnter={open}
          onMouseLeave={close}
          onFocus={open}
          onBlur={close}
          onClick={open}
        >
          {similarity.distance.toFixed(3)}: {describeJoints(similarity)}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <JointShares joints={similarity.joints} />
      </Popover.Dropdown>
    </Popover>
  );
}

function SimilarPose({ edge: { node, similarity }, to }: { readonly edge: Edge; readonly to: string }) {
  return (
    <li className={classes.row}>
      <PoseDrawing data={node.currentVersion.data} alt="" cropped limbWidth={0.036} className={classes.drawing} />
      <div className={classes.words}>
        <Group gap={6} wrap="nowrap">
          <Anchor component={Link} to={to} size="sm" truncate>
            {node.name}
          </Anchor>
          {similarity?.mirrored && (
            <Badge variant="light" size="xs">
              Mirrored
            </Badge>
          )}
        </Group>
        {similarity && <Why similarity={similarity} />}
      </div>
    </li>
  );
}

function Found({ edges, toDetails }: { readonly edges: readonly Edge[] } & Pick<SimilarPosesProps, 'toDetails'>) {
  if (edges.length === 0)
    return (
      <Notice icon={<IconUserQuestion />} title="No pose is like this one">
        Other poses with at least three of its joints would be compared.
      </Notice>
    );
  return (
    <ul className={classes.list} aria-label="Similar poses">
      {edges.map((edge) => (
        <SimilarPose key={edge.node.id} edge={edge} to={toDetails(edge.node.id)} />
      ))}
    </ul>
  );
}

/** The poses that are nearest in shape, and which joints make the difference. Place and size never count. */
export function SimilarPoses({ id, toDetails }: SimilarPosesProps) {
  const [mirror, setMirror] = useState(false);
  const [visibleOnly, setVisibleOnly] = useState(false);
  const { data, previousData, error } = useQuery(SimilarPosesDocument, {
    variables: { similarTo: { poseId: id, mirror, visibleOnly }, first: COUNT },
    fetchPolicy: 'cache-and-network',
  });
  const edges = (data ?? previousData)?.poses.edges;
  return (
    <Stack gap="sm">
      <Group gap="lg">
        <Switch
          size="xs"
          label="Mirror images too"
          checked={mirror}
          onChange={({ currentTarget }) => {
            setMirror(currentTarget.checked);
          }}
        />
        <Switch
          size="xs"
          label="Only joints that can be seen"
          checked={visibleOnly}
          onChange={({ currentTarget }) => {
            setVisibleOnly(currentTarget.checked);
          }}
        />
      </Group>
      {edges && <Found edges={edges} toDetails={toDetails} />}
      {!edges && !error && <Skeleton height={160} />}
      {!edges && error && <Unreadable title="Poses cannot be compared with this one" error={error} />}
    </Stack>
  );
}
