import { Text, Title } from '@mantine/core';
import { IconWand } from '@tabler/icons-react';
import { Notice } from '../../ui/Notice.js';
import { PoseDrawing } from '../../ui/PoseDrawing.js';
import classes from './EmptyStage.module.css';
import { type ShownPose } from './shown-pose.js';

/** Before the first picture: what to do, and the pose that is picked. */
export function EmptyStage({ pose }: { readonly pose: ShownPose | null }) {
  if (!pose)
    return (
      <Notice icon={<IconWand />} title="A pose, a scene, a picture">
        Pick a pose, choose a scene or say what you want to see, and press Generate.
      </Notice>
    );
  return (
    <div className={classes.stage}>
      <PoseDrawing data={pose.currentVersion.data} alt={`Skeleton of ${pose.name}`} className={classes.drawing} />
      <Title order={2} size="h4">
        {pose.name}
      </Title>
      <Text c="dimmed" size="sm">
        Choose a scene or say what you want to see, then press Generate.
      </Text>
    </div>
  );
}
