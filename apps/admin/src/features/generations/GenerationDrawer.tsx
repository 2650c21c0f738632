import { Button, Group, Skeleton, Stack, Switch, Text, Title } from '@mantine/core';
import { IconBrush } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { type GenerationDetailFragment } from '../../generated/graphql.js';
import { DetailDrawer } from '../../ui/DetailDrawer.js';
import { NoSuch } from '../../ui/NoSuch.js';
import { EventTimeline } from './EventTimeline.js';
import { FidelityPanel } from './FidelityPanel.js';
import { Pictures } from './Pictures.js';
import { RecipeFacts } from './RecipeFacts.js';
import { Situation } from './Situation.js';
import { StateBadge } from './StateBadge.js';
import { useGeneration } from './use-generation.js';
import { useGenerationActions } from './use-generation-actions.js';
import { useProgress } from './use-progress.js';

interface GenerationDrawerProps {
  /** Null: closed. */
  readonly id: string | null;
  readonly onShow: (id: string) => void;
  readonly onClose: () => void;
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <Title order={3} size="h6" mb={8}>
        {title}
      </Title>
      {children}
    </section>
  );
}

interface DetailsProps {
  readonly generation: GenerationDetailFragment;
  readonly onReload: () => void;
  readonly onShow: (id: string) => void;
}

function Details({ generation, onReload, onShow }: DetailsProps) {
  const { id, state, fidelity, lastSeq, recipe, retryOf } = generation;
  const [overlay, setOverlay] = useState(false);
  const progress = useProgress(id, state, onReload);
  const actions = useGenerationActions(id, onShow);
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <Text fw={500}>{recipe.prompt || 'No prompt'}</Text>
        <StateBadge state={state} />
      </Group>
      <Pictures generation={generation} progress={progress} overlay={overlay} />
      <Group justify="space-between">
        <Switch
          label="Read-back skeleton"
          checked={overlay}
          disabled={!fidelity}
          onChange={({ currentTarget }) => {
            setOverlay(currentTarget.checked);
          }}
        />
        <Button
          component={Link}
          to={`/playground/${id}`}
          variant="default"
          size="xs"
          leftSection={<IconBrush size={16} />}
        >
          Open in the playground
        </Button>
      </Group>
      <Situation generation={generation} progress={progress} actions={actions} />
      {fidelity && (
        <Section title="Fidelity">
          <FidelityPanel fidelity={fidelity} />
        </Section>
      )}
      <Section title="Recipe">
        <RecipeFacts generation={generation} />
      </Section>
      <Section title="What happened">
        {retryOf && (
          <Button
            variant="transparent"
            size="compact-xs"
            px={0}
            onClick={() => {
              onShow(retryOf.id);
            }}
          >
            A retry of an earlier generation
          </Button>
        )}
        <EventTimeline id={id} lastSeq={lastSeq} />
      </Section>
    </Stack>
  );
}

function Content({ id, onShow }: { readonly id: string; readonly onShow: (id: string) => void }) {
  const { generation, isLoading, reload } = useGeneration(id);
  if (generation) return <Details generation={generation} onReload={reload} onShow={onShow} />;
  if (isLoading) return <Skeleton height={280} />;
  return <NoSuch noun="generation" />;
}

/** One generation: pictures, fidelity, recipe, and all that happened to it. */
export function GenerationDrawer({ id, onShow, onClose }: GenerationDrawerProps) {
  return (
    <DetailDrawer title="Generation" size="lg" id={id} onClose={onClose}>
      {(shown) => <Content id={shown} onShow={onShow} />}
    </DetailDrawer>
  );
}
