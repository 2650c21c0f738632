import { Button, Group, Skeleton, Stack, Switch, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconDownload, IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import { type GenerationDetailFragment } from '../../generated/graphql.js';
import { NoSuch } from '../../ui/NoSuch.js';
import { FidelityPanel } from '../generations/FidelityPanel.js';
import { Pictures } from '../generations/Pictures.js';
import { Situation } from '../generations/Situation.js';
import { StateBadge } from '../generations/StateBadge.js';
import { isActive } from '../generations/states.js';
import { useGeneration } from '../generations/use-generation.js';
import { useGenerationActions } from '../generations/use-generation-actions.js';
import { useProgress } from '../generations/use-progress.js';
import classes from './GenerationStage.module.css';

interface StageProps {
  readonly generation: GenerationDetailFragment;
  readonly onReload: () => void;
  readonly onShow: (id: string) => void;
  readonly onReuse: (generation: GenerationDetailFragment) => void;
}

/** Escape belongs to whatever is open above the page first. */
function isTaken(event: KeyboardEvent): boolean {
  const isOpen = event.target instanceof Element && event.target.getAttribute('aria-expanded') === 'true';
  return isOpen || document.querySelector('[role="dialog"], [role="menu"]') !== null;
}

function Heading({ generation, onReuse }: Pick<StageProps, 'generation' | 'onReuse'>) {
  const { state, recipe, picture } = generation;
  return (
    <Group justify="space-between" gap="sm">
      <Group gap="xs" wrap="nowrap" flex="1 1 240px">
        <StateBadge state={state} />
        <Text size="sm" lineClamp={2} title={recipe.prompt}>
          {recipe.prompt || 'No prompt'}
        </Text>
      </Group>
      <Group gap="xs">
        <Button
          variant="default"
          size="xs"
          leftSection={<IconHistory size={16} />}
          onClick={() => {
            onReuse(generation);
          }}
        >
          Reuse settings
        </Button>
        {picture && (
          <Button
            component="a"
            href={picture.url}
            download={`contrapposto-${recipe.seed}.png`}
            variant="default"
            size="xs"
            leftSection={<IconDownload size={16} />}
          >
            Download
          </Button>
        )}
      </Group>
    </Group>
  );
}

function Stage({ generation, onReload, onShow, onReuse }: StageProps) {
  const { id, state, fidelity } = generation;
  const [overlay, setOverlay] = useState(false);
  const progress = useProgress(id, state, onReload);
  const actions = useGenerationActions(id, onShow);
  useHotkeys([
    [
      'o',
      () => {
        setOverlay((shown) => !shown);
      },
    ],
  ]);
  useHotkeys(
    [
      [
        'Escape',
        (event) => {
          if (isActive(state) && !isTaken(event)) actions.cancel();
        },
        { preventDefault: false },
      ],
    ],
    [],
  );
  return (
    <Stack gap="md" className={classes.stage}>
      <Heading generation={generation} onReuse={onReuse} />
      <Pictures generation={generation} progress={progress} overlay={overlay} />
      <Situation generation={generation} progress={progress} actions={actions} />
      {fidelity && (
        <section className={classes.fidelity} aria-label="Fidelity">
          <Switch
            label="Read-back skeleton"
            checked={overlay}
            onChange={({ currentTarget }) => {
              setOverlay(currentTarget.checked);
            }}
          />
          <FidelityPanel fidelity={fidelity} />
        </section>
      )}
    </Stack>
  );
}

interface GenerationStageProps extends Pick<StageProps, 'onShow' | 'onReuse'> {
  readonly id: string;
}

/** The generation that is looked at: on its way, done, or failed. */
export function GenerationStage({ id, onShow, onReuse }: GenerationStageProps) {
  const { generation, isLoading, reload } = useGeneration(id);
  if (generation) return <Stage generation={generation} onReload={reload} onShow={onShow} onReuse={onReuse} />;
  if (isLoading) return <Skeleton m="md" h={360} w="auto" />;
  return <NoSuch noun="generation" advice="Pick another one below, or make one." />;
}
