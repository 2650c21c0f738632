import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { type PoseChoiceFragment } from '../../generated/graphql.js';
import { ALL_POSES, usePoses } from '../playground/use-poses.js';

const PAUSE_MS = 200;

interface OtherPoseFieldProps {
  readonly label: string;
  readonly description: string;
  /** It is not offered. */
  readonly poseId: string;
  readonly onChange: (pose: PoseChoiceFragment | undefined) => void;
}

/** Another pose of the studio, found by its name. */
export function OtherPoseField({ poseId, onChange, ...texts }: OtherPoseFieldProps) {
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<PoseChoiceFragment | null>(null);
  // What is chosen stands in the field, and is no search.
  const [settled] = useDebouncedValue(text === chosen?.name ? '' : text, PAUSE_MS);
  const { poses, isLoading } = usePoses({ ...ALL_POSES, text: settled });
  const others = poses.filter(({ id }) => id !== poseId);
  const offered = chosen && !others.some(({ id }) => id === chosen.id) ? [chosen, ...others] : others;
  return (
    <Select
      {...texts}
      searchable
      clearable
      placeholder="Search poses"
      nothingFoundMessage={isLoading ? 'Looking for it' : 'No pose is like that'}
      data={offered.map(({ id, name }) => ({ value: id, label: name }))}
      // The API has searched already, in tags too.
      filter={({ options }) => options}
      searchValue={text}
      onSearchChange={setText}
      value={chosen?.id ?? null}
      onChange={(id) => {
        const pose = offered.find((other) => other.id === id);
        setChosen(pose ?? null);
        onChange(pose);
      }}
    />
  );
}
