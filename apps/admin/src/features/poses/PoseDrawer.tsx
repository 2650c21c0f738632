import { Skeleton } from '@mantine/core';
import { DetailDrawer } from '../../ui/DetailDrawer.js';
import { NoSuch } from '../../ui/NoSuch.js';
import { Unreadable } from '../../ui/Unreadable.js';
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
  if (error) return <Unreadable title="The pose could not be read" error={error} />;
  return <NoSuch noun="pose" />;
}

/** One pose: looked at from all sides, changed, compared, and where it was used. */
export function PoseDrawer({ id, toDetails, onClose }: PoseDrawerProps) {
  return (
    <DetailDrawer title="Pose" size="min(1080px, 100%)" id={id} onClose={onClose}>
      {(shown) => <Content id={shown} toDetails={toDetails} />}
    </DetailDrawer>
  );
}
