import { Alert, Button, Group, Select, Stack, Text, Textarea } from '@mantine/core';
import { IconAlertTriangle, IconSparkles } from '@tabler/icons-react';
import { formatModel } from '../../ui/format.js';
import { CopyAsGraphql } from './CopyAsGraphql.js';
import { PickedPose } from './PickedPose.js';
import { isComplete, type RecipeDraft, toGenerationInput } from './recipe-draft.js';
import classes from './RecipePanel.module.css';
import { SceneField } from './SceneField.js';
import { SettingsFields } from './SettingsFields.js';
import { type ShownPose } from './shown-pose.js';
import { type CreateGeneration } from './use-create-generation.js';
import { type ChangeDraft } from './use-draft.js';
import { type Models } from './use-models.js';

interface RecipePanelProps {
  readonly draft: RecipeDraft;
  readonly onChange: ChangeDraft;
  readonly pose: ShownPose | null;
  readonly onPick?: (() => void) | undefined;
  readonly models: Models;
  readonly creation: CreateGeneration;
  readonly onGenerate: () => void;
}

function ModelField({ models: { models, current }, onChange }: Pick<RecipePanelProps, 'models' | 'onChange'>) {
  if (models.length < 2) return null;
  return (
    <Select
      label="Model"
      data={models.map((model) => ({ value: model.id, label: formatModel(model) }))}
      value={current?.id ?? null}
      allowDeselect={false}
      onChange={(modelId) => {
        onChange({ modelId });
      }}
    />
  );
}

function Problems({ problems }: Pick<CreateGeneration, 'problems'>) {
  if (problems.length === 0) return null;
  return (
    <Alert variant="default" icon={<IconAlertTriangle color="var(--mantine-color-red-6)" />} p="xs" role="alert">
      {problems.map(({ field, message }) => (
        <Text key={`${field} ${message}`} size="sm">
          {message}
        </Text>
      ))}
    </Alert>
  );
}

function Footer({ draft, models, creation, onGenerate }: RecipePanelProps) {
  const hasModel = models.current !== undefined;
  return (
    <div className={classes.footer}>
      <Problems problems={creation.problems} />
      {!hasModel && !models.isLoading && (
        <Text size="xs" c="dimmed" role="status">
          No worker has offered a model yet. Generate is ready as soon as one does.
        </Text>
      )}
      <Group gap="xs" wrap="nowrap">
        <Button
          flex={1}
          size="md"
          leftSection={<IconSparkles size={18} />}
          loading={creation.isBusy}
          disabled={!hasModel || !isComplete(draft, models.needsPose)}
          onClick={onGenerate}
        >
          Generate
        </Button>
        <CopyAsGraphql input={toGenerationInput(draft)} />
      </Group>
    </div>
  );
}

/** Everything that decides the next picture. */
export function RecipePanel(props: RecipePanelProps) {
  const { draft, onChange, pose, onPick, models } = props;
  return (
    <form
      className={classes.panel}
      aria-label="Recipe"
      onSubmit={(event) => {
        event.preventDefault();
      }}
    >
      <Stack gap="sm" className={classes.fields}>
        <PickedPose
          pose={pose}
          isNeeded={models.needsPose}
          onPick={onPick}
          onClear={() => {
            onChange({ poseId: null, view: null });
          }}
        />
        <SceneField draft={draft} onChange={onChange} />
        <Textarea
          label="Negative prompt"
          placeholder={models.defaults.negativePrompt ?? 'What must not be seen'}
          autosize
          minRows={1}
          maxRows={4}
          value={draft.negativePrompt}
          onChange={({ currentTarget }) => {
            onChange({ negativePrompt: currentTarget.value });
          }}
        />
        <SettingsFields draft={draft} defaults={models.defaults} onChange={onChange} />
        <ModelField models={models} onChange={onChange} />
      </Stack>
      <Footer {...props} />
    </form>
  );
}
