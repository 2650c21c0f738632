import { type SpatialPose } from '@contrapposto/pose';
import { type PointerEvent, useRef } from 'react';
import { type PoseData } from '../../ui/pose-data.js';
import { PoseDrawing } from '../../ui/PoseDrawing.js';
import { type Orbit, readOrbit, turn } from './orbit.js';
import classes from './PoseStage.module.css';

interface PoseStageProps {
  readonly name: string;
  readonly data: PoseData;
  readonly spatial: SpatialPose | undefined;
  /** Null: as the pose is kept. */
  readonly orbit: Orbit | null;
  readonly onOrbit: (orbit: Orbit) => void;
}

const FRONT: Orbit = { azimuth: 0, elevation: 0 };

/** Where a pose is seen from before anybody turns it: its first camera. */
export function readFirstOrbit({ cameras: [first] }: SpatialPose): Orbit {
  return first ? readOrbit(first) : FRONT;
}

/** The skeleton, large; one in three dimensions turns with the pointer. */
export function PoseStage({ name, data, spatial, orbit, onOrbit }: PoseStageProps) {
  const drag = useRef<{ readonly x: number; readonly y: number; readonly from: Orbit } | null>(null);
  const start = (event: PointerEvent<HTMLDivElement>) => {
    if (!spatial) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, y: event.clientY, from: orbit ?? readFirstOrbit(spatial) };
  };
  const move = ({ clientX, clientY }: PointerEvent) => {
    if (drag.current) onOrbit(turn(drag.current.from, clientX - drag.current.x, clientY - drag.current.y));
  };
  const end = () => {
    drag.current = null;
  };
  return (
    <div
      className={classes.stage}
      data-spatial={spatial !== undefined || undefined}
      onPointerDown={start}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
    >
      <PoseDrawing data={data} alt={`Skeleton of ${name}`} limbWidth={0.014} className={classes.drawing} />
    </div>
  );
}
