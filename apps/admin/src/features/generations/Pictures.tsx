import { Text } from '@mantine/core';
import { type CSSProperties, type ReactNode } from 'react';
import { type GenerationDetailFragment } from '../../generated/graphql.js';
import { PoseDrawing } from '../../ui/PoseDrawing.js';
import classes from './Pictures.module.css';
import { type Progress } from './progress.js';
import { STATES } from './states.js';

interface PicturesProps {
  readonly generation: GenerationDetailFragment;
  readonly progress: Progress;
  /** Lays what the pose estimator read back from the picture over it. */
  readonly overlay: boolean;
}

interface PanelProps {
  readonly caption: string;
  readonly detail?: string | undefined;
  readonly ratio: number;
  readonly children: ReactNode;
}

function Panel({ caption, detail, ratio, children }: PanelProps) {
  return (
    <figure className={classes.panel} style={{ '--ratio': ratio } as CSSProperties}>
      <div className={classes.frame}>{children}</div>
      <figcaption className={classes.caption}>
        <Text component="span" size="xs" fw={500}>
          {caption}
        </Text>
        <Text component="span" size="xs" c="dimmed">
          {detail}
        </Text>
      </figcaption>
    </figure>
  );
}

function Picture({ generation: { picture, recipe, state, fidelity }, progress, overlay }: PicturesProps) {
  if (picture)
    return (
      <>
        <img src={picture.url} alt={recipe.prompt} className={classes.image} />
        {overlay && fidelity && (
          <PoseDrawing data={fidelity.people} alt="Skeleton read back from the picture" className={classes.overlay} />
        )}
      </>
    );
  if (progress.preview) return <img src={progress.preview} alt="Preview" className={classes.preview} />;
  return <Text c="#8b9098">{state === 'RUNNING' ? 'The first preview is on its way' : STATES[state].label}</Text>;
}

function Conditioning({ generation: { skeleton, recipe } }: Pick<PicturesProps, 'generation'>) {
  if (skeleton) return <img src={skeleton.url} alt="Skeleton that the model saw" className={classes.image} />;
  return recipe.pose ? <PoseDrawing data={recipe.pose} alt="Skeleton" className={classes.image} /> : null;
}

/** The picture, or what is to be seen of it yet, beside the skeleton that it was asked to hold. */
export function Pictures(props: PicturesProps) {
  const { recipe, skeleton } = props.generation;
  const ratio = recipe.width / recipe.height;
  return (
    <div className={classes.pictures}>
      <Panel caption="Picture" detail={`${recipe.width} × ${recipe.height}`} ratio={ratio}>
        <Picture {...props} />
      </Panel>
      {(skeleton ?? recipe.pose) && (
        <Panel caption="Skeleton" detail="what the model is conditioned on" ratio={ratio}>
          <Conditioning generation={props.generation} />
        </Panel>
      )}
    </div>
  );
}
