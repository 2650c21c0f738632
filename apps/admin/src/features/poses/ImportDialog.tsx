import { Alert, Button, FileInput, Group, Modal, NativeSelect, Stack, TagsInput } from '@mantine/core';
import { IconAlertTriangle, IconFile } from '@tabler/icons-react';
import { useState } from 'react';
import { ImportOutcomeView } from './ImportOutcomeView.js';
import { ImportProgressView } from './ImportProgressView.js';
import { useImport } from './use-import.js';
import { type Library } from './use-places.js';

interface ImportDialogProps {
  readonly opened: boolean;
  readonly libraries: readonly Library[];
  /** The library that is looked at, or null. */
  readonly libraryId: string | null;
  readonly onImported: () => void;
  readonly onClose: () => void;
}

/** Brings the poses of a file into a library, and tells what became of each. */
export function ImportDialog({ opened, libraries, libraryId, onImported, onClose }: ImportDialogProps) {
  const [file, setFile] = useState<File | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [tags, setTags] = useState<string[]>([]);
  const { run, cancel, progress, outcome, problem, reset } = useImport(onImported);
  const isBusy = progress !== null;
  const target = chosen ?? libraryId ?? libraries[0]?.id;
  const start = (dryRun: boolean) => {
    if (file && target) void run({ file, libraryId: target, tags, dryRun });
  };
  const close = () => {
    cancel();
    reset();
    setFile(null);
    setChosen(null);
    onClose();
  };
  return (
    <Modal opened={opened} onClose={close} title="Import poses" size="lg" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack gap="sm">
        <FileInput
          label="File"
          description="COCO, Human-Art, OpenPose, ControlNet, DWPose, MMPose, HumanSD, YOLO, BVH, glTF, VRM; the content tells which."
          placeholder="Choose a file"
          leftSection={<IconFile size={16} />}
          clearable
          value={file}
          onChange={(next) => {
            setFile(next);
            reset();
          }}
        />
        <NativeSelect
          label="Into"
          data={libraries.map(({ id, name }) => ({ value: id, label: name }))}
          value={target ?? ''}
          onChange={({ currentTarget }) => {
            setChosen(currentTarget.value);
          }}
        />
        <TagsInput label="Tags for all of them" value={tags} onChange={setTags} />
        <Group justify="flex-end" gap="xs">
          <Button
            variant="default"
            disabled={!file || !target || isBusy}
            onClick={() => {
              start(true);
            }}
          >
            Try only
          </Button>
          <Button
            loading={isBusy}
            disabled={!file || !target}
            onClick={() => {
              start(false);
            }}
          >
            Import
          </Button>
        </Group>
        {progress && <ImportProgressView progress={progress} onCancel={cancel} />}
        {problem && (
          <Alert
            variant="default"
            icon={<IconAlertTriangle color="var(--mantine-color-red-6)" />}
            title="Nothing was taken"
            role="alert"
          >
            {problem}
          </Alert>
        )}
        {outcome && <ImportOutcomeView outcome={outcome} />}
      </Stack>
    </Modal>
  );
}
