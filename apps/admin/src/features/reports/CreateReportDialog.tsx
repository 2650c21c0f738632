import { Alert, Button, Divider, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { UploadProgress } from '../../ui/UploadProgress.js';
import { type Uploads, useUploads } from '../../ui/use-uploads.js';
import { GeneratorFields } from './GeneratorFields.js';
import { MetricFields } from './MetricFields.js';
import { toReportInput } from './report-draft.js';
import { SubjectFields } from './SubjectFields.js';
import { useCreateReport } from './use-create-report.js';
import { findGap, useReportForm } from './use-report-form.js';

interface CreateReportDialogProps {
  readonly opened: boolean;
  /** The samples to begin with, or null. */
  readonly snapshotId: string | null;
  readonly onCreated: (id: string) => void;
  readonly onClose: () => void;
}

interface FooterProps {
  readonly gap: string | null;
  readonly uploads: Uploads;
  readonly isBusy: boolean;
  readonly onCreate: () => void;
}

function Footer({ gap, uploads, isBusy, onCreate }: FooterProps) {
  if (uploads.progress) return <UploadProgress uploads={uploads} />;
  return (
    <Group justify="flex-end">
      <Text size="sm" c="dimmed" role="status">
        {gap}
      </Text>
      <Button loading={isBusy} disabled={gap !== null} onClick={onCreate}>
        Create report
      </Button>
    </Group>
  );
}

function Problems({ problems }: { readonly problems: readonly string[] }) {
  if (problems.length === 0) return null;
  return (
    <Alert
      variant="default"
      icon={<IconAlertTriangle color="var(--mantine-color-red-6)" />}
      title="Nothing was created"
      role="alert"
    >
      {problems.map((problem) => (
        <Text key={problem} size="sm">
          {problem}
        </Text>
      ))}
    </Alert>
  );
}

function Form({ snapshotId, onCreated }: Pick<CreateReportDialogProps, 'snapshotId' | 'onCreated'>) {
  const form = useReportForm(snapshotId);
  const { draft, change, datasets, places, models, snapshot, samples, match, hasPictures, subjectName, name } = form;
  const uploads = useUploads();
  const creation = useCreateReport();
  // Named after where they are: reports of the same poses are then of one data set.
  const freeze = () => creation.freeze(draft, subjectName ?? 'Poses');
  const create = async () => {
    const target = draft.subject === 'POSES' ? await freeze() : snapshot;
    if (!target) return;
    const pictures = draft.generator === 'EXTERNAL' ? await uploads.run(match?.matched ?? []) : [];
    if (!pictures) return;
    const id = await creation.create(toReportInput(draft, { name, snapshotId: target.id, hasPictures, pictures }));
    if (id !== null) onCreated(id);
  };
  const isUnfrozen = draft.subject === 'POSES' && draft.place !== null;
  return (
    <Stack gap="sm">
      <SubjectFields
        draft={draft}
        onChange={change}
        datasets={datasets}
        places={places}
        knownScenes={models.defaults.scenes}
        snapshot={snapshot}
      />
      <Divider label="Pictures" labelPosition="left" />
      <GeneratorFields
        draft={draft}
        onChange={change}
        models={models}
        samples={samples}
        match={match}
        onPick={form.pick}
        isFreezing={creation.isBusy}
        onFreeze={
          isUnfrozen
            ? () =>
                void freeze().then((frozen) => {
                  if (frozen) change({ subject: 'DATASET', snapshotId: frozen.id });
                })
            : null
        }
      />
      <Divider label="Metrics" labelPosition="left" />
      <MetricFields draft={draft} onChange={change} hasPictures={hasPictures} />
      <TextInput
        label="Name of the report"
        placeholder={name}
        value={draft.name}
        onChange={({ currentTarget }) => {
          change({ name: currentTarget.value });
        }}
      />
      <Problems
        problems={[...creation.problems, ...[uploads.problem, form.keyProblem].filter((text) => text !== null)]}
      />
      <Footer gap={findGap(form)} uploads={uploads} isBusy={creation.isBusy} onCreate={() => void create()} />
    </Stack>
  );
}

/** Asks for a report: of which samples, of whose pictures, by which numbers. */
export function CreateReportDialog({ opened, snapshotId, onCreated, onClose }: CreateReportDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="New report" size="lg" closeButtonProps={{ 'aria-label': 'Close' }}>
      {opened && <Form snapshotId={snapshotId} onCreated={onCreated} />}
    </Modal>
  );
}
