import { Anchor, Button, Group, SegmentedControl, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { formatModel } from '../../ui/format.js';
import { SettingsFields } from '../playground/SettingsFields.js';
import { type Models } from '../playground/use-models.js';
import { FolderField } from './FolderField.js';
import { formatKeyList } from './key-list.js';
import { type PictureMatch } from './match-pictures.js';
import { type ReportDraft } from './report-draft.js';
import { type NamedSample } from './use-snapshot-keys.js';

interface GeneratorFieldsProps {
  readonly draft: ReportDraft;
  readonly onChange: (part: Partial<ReportDraft>) => void;
  readonly models: Models;
  /** That the report judges; null while they are not known. */
  readonly samples: readonly NamedSample[] | null;
  readonly match: PictureMatch<File> | null;
  readonly onPick: (files: File[]) => void;
  /** Makes samples of the poses, so that there are keys; null where they are. */
  readonly onFreeze: (() => void) | null;
  readonly isFreezing: boolean;
}

function ModelFields({ draft, onChange, models }: GeneratorFieldsProps) {
  const { settings } = draft;
  const change = (part: Partial<ReportDraft['settings']>) => {
    onChange({ settings: { ...settings, ...part } });
  };
  return (
    <Stack gap="sm">
      <Select
        label="Model"
        placeholder="No worker has offered a model yet"
        data={models.models.map((model) => ({ value: model.id, label: formatModel(model) }))}
        value={models.current?.id ?? null}
        allowDeselect={false}
        onChange={(modelId) => {
          change({ modelId });
        }}
      />
      <SettingsFields draft={settings} defaults={models.defaults} onChange={change} />
      <Textarea
        label="Negative prompt"
        placeholder={models.defaults.negativePrompt ?? 'What must not be seen'}
        autosize
        minRows={1}
        value={settings.negativePrompt}
        onChange={({ currentTarget }) => {
          change({ negativePrompt: currentTarget.value });
        }}
      />
    </Stack>
  );
}

function KeyListLink({ samples }: { readonly samples: readonly NamedSample[] }) {
  const url = useMemo(() => `data:text/csv;charset=utf-8,${encodeURIComponent(formatKeyList(samples))}`, [samples]);
  return (
    <Anchor href={url} download="samples.csv" size="xs">
      Which pictures? The list of samples as CSV
    </Anchor>
  );
}

function Pictures({ samples, match, onPick, onFreeze, isFreezing }: GeneratorFieldsProps): ReactNode {
  if (onFreeze)
    return (
      <Group justify="space-between">
        <Text size="sm" c="dimmed" flex={1}>
          Pictures are named after their samples’ keys. Freeze the poses, and the keys are known.
        </Text>
        <Button variant="default" size="xs" loading={isFreezing} onClick={onFreeze}>
          Freeze the poses
        </Button>
      </Group>
    );
  if (!samples)
    return (
      <Text size="sm" c="dimmed">
        Choose first what is judged.
      </Text>
    );
  return (
    <>
      <FolderField match={match} sampleCount={samples.length} onPick={onPick} />
      <KeyListLink samples={samples} />
    </>
  );
}

function ExternalFields(props: GeneratorFieldsProps) {
  const { draft, onChange } = props;
  return (
    <Stack gap="sm">
      <TextInput
        label="Made with"
        placeholder="ControlNet in another tool"
        required
        value={draft.externalName}
        onChange={({ currentTarget }) => {
          onChange({ externalName: currentTarget.value });
        }}
      />
      <TextInput
        label="Note"
        placeholder="version, settings, whatever one should know"
        value={draft.note}
        onChange={({ currentTarget }) => {
          onChange({ note: currentTarget.value });
        }}
      />
      <Pictures {...props} />
    </Stack>
  );
}

/** Where the pictures come from: a model of ours, or a folder of pictures made elsewhere. */
export function GeneratorFields(props: GeneratorFieldsProps) {
  const { draft, onChange } = props;
  return (
    <Stack gap="sm">
      <SegmentedControl
        aria-label="Where the pictures come from"
        data={[
          { value: 'MODEL', label: 'A model' },
          { value: 'EXTERNAL', label: 'Made elsewhere' },
        ]}
        value={draft.generator}
        onChange={(generator) => {
          onChange({ generator });
        }}
      />
      {draft.generator === 'MODEL' ? <ModelFields {...props} /> : <ExternalFields {...props} />}
    </Stack>
  );
}
