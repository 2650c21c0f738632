import { ActionIcon, Button, Group, Text, Tooltip } from '@mantine/core';
import { IconUser, IconX } from '@tabler/icons-react';
import { PoseDrawing } from '../../ui/PoseDrawing.js';
import classes from './PickedPose.module.css';
import { type ShownPose } from './shown-pose.js';

interface PickedPoseProps {
  readonly pose: ShownPose | null;
  /** Whether the model draws nothing without one. */
  readonly isNeeded: boolean;
  /** Opens the picker where it is not beside; absent where it is. */
  readonly onPick?: (() => void) | undefined;
  readonly onClear: () => void;
}

function Name({ pose, isNeeded }: Pick<PickedPoseProps, 'pose' | 'isNeeded'>) {
  if (!pose)
    return (
      <div>
        <Text size="sm">No pose</Text>
        <Text size="xs" c="dimmed">
          {isNeeded ? 'Pick the one to hold' : 'Pick one, or draw from words alone'}
        </Text>
      </div>
    );
  const { people, version } = pose.currentVersion;
  return (
    <div className={classes.name}>
      <Text size="sm" fw={500} truncate>
        {pose.name}
      </Text>
      <Text size="xs" c="dimmed">
        {people === 1 ? '1 person' : `${people} people`}, {version === null ? 'in no library' : `version ${version}`}
      </Text>
    </div>
  );
}

/** The pose that the next picture is to hold. */
export function PickedPose({ pose, isNeeded, onPick, onClear }: PickedPoseProps) {
  return (
    <Group gap="sm" wrap="nowrap" className={classes.picked}>
      {pose ? (
        <PoseDrawing data={pose.currentVersion.data} alt="" cropped limbWidth={0.036} className={classes.drawing} />
      ) : (
        <span className={classes.drawing}>
          <IconUser color="#8b9098" aria-hidden />
        </span>
      )}
      <Name pose={pose} isNeeded={isNeeded} />
      <Group gap={4} ml="auto" wrap="nowrap">
        {onPick && (
          <Button variant="light" size="xs" onClick={onPick}>
            {pose ? 'Change' : 'Pick a pose'}
          </Button>
        )}
        {pose && (
          <Tooltip label="Take the pose away">
            <ActionIcon variant="subtle" color="gray" aria-label="Take the pose away" onClick={onClear}>
              <IconX size={16} />
            </ActionIcon>
          </Tooltip>
        )}
      </Group>
    </Group>
  );
}
