import { type SpatialPose } from '@contrapposto/pose';
import { Button, Group, Input, Slider } from '@mantine/core';
import { formatName } from '../../ui/format.js';
import { type Orbit, readOrbit } from './orbit.js';
import classes from './OrbitControls.module.css';
import { readFirstOrbit } from './PoseStage.js';

interface OrbitControlsProps {
  readonly spatial: SpatialPose;
  /** Null: as the pose is kept. */
  readonly orbit: Orbit | null;
  /** While something else is tried. */
  readonly isDisabled: boolean;
  readonly onChange: (orbit: Orbit) => void;
}

/** From where the people are looked at: around, above, or one of the cameras that the pose has. */
export function OrbitControls({ spatial, orbit, isDisabled, onChange }: OrbitControlsProps) {
  const { azimuth, elevation } = orbit ?? readFirstOrbit(spatial);
  return (
    <div className={classes.controls} role="group" aria-label="View">
      <div>
        <Input.Label component="div">Around {azimuth}°</Input.Label>
        <Slider
          min={-180}
          max={180}
          label={null}
          disabled={isDisabled}
          thumbLabel="Around, in degrees"
          value={azimuth}
          onChange={(value) => {
            onChange({ azimuth: value, elevation });
          }}
        />
      </div>
      <div>
        <Input.Label component="div">Above {elevation}°</Input.Label>
        <Slider
          min={-90}
          max={90}
          label={null}
          disabled={isDisabled}
          thumbLabel="Above, in degrees"
          value={elevation}
          onChange={(value) => {
            onChange({ azimuth, elevation: value });
          }}
        />
      </div>
      <Group gap={6} className={classes.cameras}>
        {spatial.cameras.map((camera) => (
          <Button
            key={camera.name}
            variant="default"
            size="compact-xs"
            disabled={isDisabled}
            onClick={() => {
              onChange(readOrbit(camera));
            }}
          >
            {formatName(camera.name)}
          </Button>
        ))}
      </Group>
    </div>
  );
}
