import { RENDERER_PROFILE_NAMES } from '@contrapposto/pose';
import { Alert, Button, Group, Modal, NativeSelect, Stack, Switch } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { type PoseExportFormat } from '../../generated/graphql.js';
import { ExportedFiles } from './ExportedFiles.js';
import { type ExportRefusal, useExport } from './use-export.js';

/** As the tools that read them call them. */
const FORMATS: readonly { readonly value: PoseExportFormat; readonly label: string }[] = [
  { value: 'COCO', label: 'COCO keypoints' },
  { value: 'OPENPOSE', label: 'OpenPose' },
  { value: 'CONTROLNET', label: 'ControlNet' },
  { value: 'DWPOSE', label: 'DWPose' },
  { value: 'MMPOSE', label: 'MMPose' },
  { value: 'HUMANSD', label: 'HumanSD (npz)' },
  { value: 'YOLO_POSE', label: 'YOLO pose' },
  { value: 'PNG', label: 'PNG skeleton' },
  { value: 'SVG', label: 'SVG' },
  { value: 'GLB', label: 'GLB (3D)' },
  { value: 'VRMA', label: 'VRM animation (3D)' },
  { value: 'VRM_POSE', label: 'VRM pose JSON (3D)' },
  { value: 'BVH', label: 'BVH (3D)' },
];

interface ExportDialogProps {
  readonly opened: boolean;
  readonly poseIds: readonly string[];
  readonly onClose: () => void;
}

function Refusal({ refusal: { code, message } }: { readonly refusal: ExportRefusal }) {
  const title = code === 'LICENSE_CONFLICT' ? 'A licence stands against it' : 'Nothing was exported';
  return (
    <Alert variant="default" icon={<IconAlertTriangle color="var(--mantine-color-red-6)" />} title={title} role="alert">
      {message}
    </Alert>
  );
}

/** Takes the picked poses out in a format, if their licences allow what they are taken for. */
export function ExportDialog({ opened, poseIds, onClose }: ExportDialogProps) {
  const [format, setFormat] = useState<PoseExportFormat>('COCO');
  const [commercialUse, setCommercialUse] = useState(false);
  const [rendererProfile, setRendererProfile] = useState('humansd-v1');
  const { run, isBusy, made, refusal, reset } = useExport();
  const close = () => {
    reset();
    onClose();
  };
  const count = poseIds.length === 1 ? '1 pose' : `${poseIds.length} poses`;
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={`Export ${count}`}
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="sm">
        <NativeSelect
          label="Format"
          data={[...FORMATS]}
          value={format}
          onChange={({ currentTarget }) => {
            setFormat(currentTarget.value as PoseExportFormat);
            reset();
          }}
        />
        {format === 'PNG' && (
          <NativeSelect
            label="Drawn as"
            data={[...RENDERER_PROFILE_NAMES]}
            value={rendererProfile}
            onChange={({ currentTarget }) => {
              setRendererProfile(currentTarget.value);
            }}
          />
        )}
        <Switch
          label="For commercial use"
          description="Every licence that goes with the poses must allow it."
          checked={commercialUse}
          onChange={({ currentTarget }) => {
            setCommercialUse(currentTarget.checked);
            reset();
          }}
        />
        <Group justify="flex-end">
          <Button
            loading={isBusy}
            onClick={() => void run({ poseIds, format, commercialUse, ...(format === 'PNG' && { rendererProfile }) })}
          >
            Export
          </Button>
        </Group>
        {refusal && <Refusal refusal={refusal} />}
        {made && <ExportedFiles made={made} />}
      </Stack>
    </Modal>
  );
}
