import { Button, FileInput, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconFile } from '@tabler/icons-react';
import { useState } from 'react';
import { FolderButton } from '../../ui/FolderButton.js';
import { UploadProgress } from '../../ui/UploadProgress.js';
import { isPicture } from '../reports/match-pictures.js';
import { type DatasetImport, useDatasetImport } from './use-dataset-import.js';

interface DatasetImportFormProps {
  readonly datasetId: string;
  readonly onTaken: () => void;
}

function Outcome({ report, problem }: Pick<DatasetImport, 'report' | 'problem'>) {
  return (
    <>
      {problem && (
        <Text c="red" size="sm" role="alert">
          {problem}
        </Text>
      )}
      {report && (
        <Stack gap={4} role="group" aria-label="Report of the import">
          <Text size="sm">
            {report.taken} poses taken, {report.refused} refused
            {report.format && `; read as ${report.format}`}.
          </Text>
          {report.problems.slice(0, 5).map(({ record, field, message }, index) => (
            <Text key={index} size="xs" c="dimmed">
              {[record, field].filter((part) => part !== null).join(', ')} {message}
            </Text>
          ))}
          {report.problemCount > 5 && <Text size="xs">And {report.problemCount - 5} more.</Text>}
        </Stack>
      )}
    </>
  );
}

/** Brings in annotations with their pictures: a new snapshot of the data set. */
export function DatasetImportForm({ datasetId, onTaken }: DatasetImportFormProps) {
  const [annotations, setAnnotations] = useState<File | null>(null);
  const [pictures, setPictures] = useState<readonly File[]>([]);
  const [split, setSplit] = useState('val');
  const { run, isBusy, uploads, report, problem } = useDatasetImport(onTaken);
  return (
    <Stack gap="sm">
      <FileInput
        label="Annotations"
        description="COCO or Human-Art JSON, or any other format that poses are imported from."
        placeholder="Choose a file"
        leftSection={<IconFile size={16} />}
        clearable
        value={annotations}
        onChange={setAnnotations}
      />
      <Group gap="sm">
        <FolderButton
          onPick={(files) => {
            setPictures(files.filter(isPicture));
          }}
        >
          Choose the pictures’ folder
        </FolderButton>
        <Text size="sm" c="dimmed">
          {pictures.length > 0 ? `${pictures.length} pictures` : 'FID and KID need them.'}
        </Text>
      </Group>
      <TextInput
        label="Split"
        w={160}
        value={split}
        onChange={({ currentTarget }) => {
          setSplit(currentTarget.value);
        }}
      />
      <UploadProgress uploads={uploads} />
      <Outcome report={report} problem={problem} />
      <Group justify="flex-end">
        <Button
          loading={isBusy}
          disabled={!annotations || split.trim() === ''}
          onClick={() => {
            if (annotations) void run({ datasetId, annotations, pictures, split: split.trim() });
          }}
        >
          Import
        </Button>
      </Group>
    </Stack>
  );
}
