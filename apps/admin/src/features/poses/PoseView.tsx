import { compactPose } from '@contrapposto/pose';
import { ActionIcon, Alert, Anchor, Badge, Button, Group, Stack, Tabs, Text, Title, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconBrush, IconFlipHorizontal, IconStar, IconStarFilled } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { type PoseDetailFragment } from '../../generated/graphql.js';
import { toPose } from '../../ui/pose-data.js';
import { type RecipeDraft } from '../playground/recipe-draft.js';
import { useDraft } from '../playground/use-draft.js';
import { type Edit, previewEdit, toParameters } from './edit.js';
import { EditBar } from './EditBar.js';
import { OperationPanel } from './OperationPanel.js';
import { type Orbit } from './orbit.js';
import { OrbitControls } from './OrbitControls.js';
import { PoseFacts } from './PoseFacts.js';
import { PoseStage } from './PoseStage.js';
import classes from './PoseView.module.css';
import { SimilarPoses } from './SimilarPoses.js';
import { type PoseEdits, usePoseEdits } from './use-pose-edits.js';
import { VersionHistory } from './VersionHistory.js';

interface PoseViewProps {
  readonly pose: PoseDetailFragment;
  readonly toDetails: (id: string) => string;
}

function Heading({ pose, edits }: { readonly pose: PoseDetailFragment; readonly edits: PoseEdits }) {
  const { name, isFavourite, currentVersion, library } = pose;
  const label = isFavourite ? 'No favourite any more' : 'One of my favourites';
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start">
      <div>
        <Group gap="xs">
          <Title order={2} size="h4">
            {name}
          </Title>
          {currentVersion.data.spatial !== undefined && <Badge variant="light">3D</Badge>}
          {pose.archivedAt !== null && (
            <Badge variant="light" color="gray">
              Archived
            </Badge>
          )}
        </Group>
        <Text size="xs" c="dimmed">
          {library.name}, version {currentVersion.version}, {currentVersion.data.skeleton}
        </Text>
      </div>
      <Tooltip label={label}>
        <ActionIcon
          ml="auto"
          variant="subtle"
          color={isFavourite ? 'yellow' : 'gray'}
          aria-label={label}
          aria-pressed={isFavourite}
          onClick={() => void edits.mark(!isFavourite)}
        >
          {isFavourite ? <IconStarFilled size={20} /> : <IconStar size={20} />}
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}

function Deprecation({ pose: { deprecatedAt, replacedBy }, toDetails }: PoseViewProps) {
  if (deprecatedAt === null) return null;
  return (
    <Alert
      variant="default"
      icon={<IconAlertTriangle color="var(--mantine-color-yellow-6)" />}
      title="Not to be used any more"
    >
      {replacedBy ? (
        <>
          Use{' '}
          <Anchor component={Link} to={toDetails(replacedBy.id)} size="sm">
            {replacedBy.name}
          </Anchor>{' '}
          instead.
        </>
      ) : (
        'Nothing is named to be used instead.'
      )}
    </Alert>
  );
}

interface ToPlaygroundProps {
  readonly label: string;
  readonly draft: Pick<RecipeDraft, 'poseId' | 'view'>;
}

function ToPlayground({ label, draft }: ToPlaygroundProps) {
  const [, change] = useDraft();
  return (
    <Button
      component={Link}
      to="/playground"
      variant="default"
      size="xs"
      leftSection={<IconBrush size={16} />}
      onClick={() => {
        change(draft);
      }}
    >
      {label}
    </Button>
  );
}

function nameView(name: string, { azimuth, elevation }: Orbit): string {
  return `${name}, from ${azimuth}° around, ${elevation}° above`;
}

const MIRROR: Edit = { kind: 'operation', name: 'mirror', values: {} };

/** A pose on its stage, what can be done to it, and what is known of it. */
export function PoseView({ pose, toDetails }: PoseViewProps) {
  const { id, name, currentVersion } = pose;
  const [edit, setEdit] = useState<Edit | null>(null);
  const edits = usePoseEdits(pose);
  const kept = useMemo(() => toPose(currentVersion.data), [currentVersion.data]);
  const preview = useMemo(() => kept && previewEdit(kept, edit), [kept, edit]);
  const shown = useMemo(
    () => (preview && edit ? compactPose(preview.pose) : currentVersion.data),
    [preview, edit, currentVersion.data],
  );
  const orbit = edit?.kind === 'orbit' ? edit.orbit : null;

  const save = async () => {
    if (!edit || !preview) return;
    const isSaved =
      edit.kind === 'operation'
        ? await edits.apply(edit.name, toParameters(edit.name, edit.values))
        : await edits.update({ data: compactPose(preview.pose) });
    if (isSaved) setEdit(null);
  };

  const tryOrbit = (next: Orbit) => {
    setEdit({ kind: 'orbit', orbit: next });
  };

  return (
    <div className={classes.view}>
      <Stack gap="md" className={classes.stage}>
        <Heading pose={pose} edits={edits} />
        <Deprecation pose={pose} toDetails={toDetails} />
        <PoseStage
          name={name}
          data={shown}
          orbit={orbit}
          spatial={edit?.kind === 'operation' ? undefined : kept?.spatial}
          onOrbit={tryOrbit}
        />
        {kept?.spatial && (
          <OrbitControls
            spatial={kept.spatial}
            orbit={orbit}
            isDisabled={edit?.kind === 'operation'}
            onChange={tryOrbit}
          />
        )}
        {edit ? (
          <EditBar
            what={edit.kind === 'operation' ? edit.name : 'view'}
            problem={preview?.problem ?? null}
            isBusy={edits.isBusy}
            onSave={() => void save()}
            onDiscard={() => {
              setEdit(null);
            }}
          />
        ) : (
          <Group gap="xs">
            <Button
              variant="default"
              size="xs"
              leftSection={<IconFlipHorizontal size={16} />}
              disabled={!kept}
              onClick={() => {
                setEdit(MIRROR);
              }}
            >
              Mirror
            </Button>
            <ToPlayground label="Use in the playground" draft={{ poseId: id, view: null }} />
          </Group>
        )}
        {orbit && (
          <Group>
            <ToPlayground
              label="Generate from this view"
              draft={{ poseId: null, view: { name: nameView(name, orbit), data: shown } }}
            />
          </Group>
        )}
        {edits.problem && (
          <Text c="red" size="sm" role="alert">
            {edits.problem}
          </Text>
        )}
      </Stack>
      <Tabs defaultValue="similar" keepMounted={false}>
        <Tabs.List mb="sm">
          <Tabs.Tab value="similar">Similar</Tabs.Tab>
          <Tabs.Tab value="edit">Edit</Tabs.Tab>
          <Tabs.Tab value="facts">Details</Tabs.Tab>
          <Tabs.Tab value="versions">Versions</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="similar">
          <SimilarPoses id={id} toDetails={toDetails} />
        </Tabs.Panel>
        <Tabs.Panel value="edit">
          <OperationPanel edit={edit?.kind === 'operation' ? edit : null} poseId={id} onChange={setEdit} />
        </Tabs.Panel>
        <Tabs.Panel value="facts">
          <PoseFacts pose={pose} edits={edits} />
        </Tabs.Panel>
        <Tabs.Panel value="versions">
          <VersionHistory versions={pose.versions} />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}
