import { Alert, Anchor, Badge, Button, Group, Text } from '@mantine/core';
import { IconArchive, IconCheck } from '@tabler/icons-react';
import { Link } from 'react-router';
import { PoseDrawing } from '../../ui/PoseDrawing.js';
import { JointShares } from '../poses/JointShares.js';
import { usePoseEdits } from '../poses/use-pose-edits.js';
import classes from './NearDuplicates.module.css';
import { type DuplicatePair } from './use-near-duplicates.js';

type DuplicatePose = DuplicatePair['poses'][number];

interface SideProps {
  readonly pose: DuplicatePose;
  readonly other: DuplicatePose;
  readonly toDetails: (id: string) => string;
  readonly onSettled: () => void;
}

/** One of two, and what can be done about it. */
function Side({ pose, other, toDetails, onSettled }: SideProps) {
  const own = usePoseEdits(pose);
  const others = usePoseEdits(other);
  const problem = own.problem ?? others.problem;
  const settle = (request: Promise<boolean>) => {
    // Whoever was refused sees what it is like now.
    void request.then(onSettled);
  };
  return (
    <div className={classes.side}>
      <PoseDrawing data={pose.currentVersion.data} alt="" cropped limbWidth={0.03} className={classes.drawing} />
      <Anchor component={Link} to={toDetails(pose.id)} size="sm" truncate>
        {pose.name}
      </Anchor>
      {problem && (
        <Alert variant="light" color="red" role="alert" p="xs">
          {problem}
        </Alert>
      )}
      <Group gap={6}>
        <Button
          variant="default"
          size="compact-xs"
          leftSection={<IconCheck size={14} />}
          loading={others.isBusy}
          title={`Deprecates ${other.name} in favour of ${pose.name}`}
          aria-label={`Keep ${pose.name}, deprecate ${other.name}`}
          onClick={() => {
            settle(others.deprecate(pose.id));
          }}
        >
          Keep this one
        </Button>
        <Button
          variant="default"
          size="compact-xs"
          leftSection={<IconArchive size={14} />}
          loading={own.isBusy}
          aria-label={`Archive ${pose.name}`}
          onClick={() => {
            settle(own.archive(true));
          }}
        >
          Archive
        </Button>
      </Group>
    </div>
  );
}

interface DuplicatePairProps {
  readonly pair: DuplicatePair;
  readonly toDetails: (id: string) => string;
  readonly onSettled: () => void;
}

/** Two poses side by side, with what each joint adds to the distance between them. */
export function DuplicatePair({ pair: { poses, distance, mirrored, joints }, ...rest }: DuplicatePairProps) {
  const [first, second] = poses;
  if (!first || !second) return null;
  return (
    <li className={classes.pair}>
      <Side pose={first} other={second} {...rest} />
      <Side pose={second} other={first} {...rest} />
      <div className={classes.why}>
        <Group gap="xs" mb={6}>
          <Text size="sm" fw={500}>
            Distance {distance.toFixed(4)}
          </Text>
          {mirrored && (
            <Badge variant="light" size="sm">
              Mirrored
            </Badge>
          )}
        </Group>
        {distance > 0 ? (
          <JointShares joints={joints} />
        ) : (
          <Text size="xs" c="dimmed">
            The same shape: place and size never count.
          </Text>
        )}
      </div>
    </li>
  );
}
