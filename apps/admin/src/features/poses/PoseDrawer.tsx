import { Skeleton } from '@mantine/core';
import { IconError404, IconPlugConnectedX } from '@tabler/icons-react';
import { DetailDrawer } from '../../ui/DetailDrawer.js';
import { describeError } from '../../ui/describe-error.js';
import { Notice } from '../../ui/Notice.js';
import { PoseView } from './PoseView.js';
import { usePoseDetails } from './use-pose-details.js';

interface PoseDrawerProps {
  /** Null: closed. */
  readonly id: string | null;
  readonly toDetails: (id: string) => string;
  readonly onClose: () => void;
}

function Content({ id, toDetails }: { readonly id: string; readonly toDetails: PoseDrawerProps['toDetails'] }) {
  const { pose, isLoading, error } = usePoseDetails(id);
  if (pose) return <PoseView pose={pose} toDetails={toDetails} />;
  if (isLoading) return <Skeleton height={420} />;
  if (error)
    return (
      <Notice icon={<IconPlugConnectedX />} title="The pose could not be read">
        {describeError(error)}
      </Notice>
    );
  return (
    <Notice icon={<IconError404 />} title="There is no such pose">
      Its address may be mistyped, or it belongs to another studio.
    </Notice>
  );
}

/** One pose: looked at from all sides, changed, compared, and where it was used. */
export function PoseDrawer({ id, toDetails, onClose }: PoseDrawerProps) {
  return (
    <DetailDrawer title="Pose" size="min(1080px, 100%)" id={id} onClose={onClose}>
      {(shown) => <Content id={shown} toDetails={toDetails} />}
    </DetailDrawer>
  );
}
