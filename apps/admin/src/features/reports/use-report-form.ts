import { useMemo, useState } from 'react';
import { useDatasets } from '../datasets/use-datasets.js';
import { useModels } from '../playground/use-models.js';
import { usePlaces } from '../poses/use-places.js';
import { matchPictures, type PictureMatch } from './match-pictures.js';
import { EMPTY_REPORT, type ReportDraft, suggestName } from './report-draft.js';
import { selectSamples } from './select-samples.js';
import { useSnapshotKeys } from './use-snapshot-keys.js';

/** What is on the form, and everything that is known of it. */
export function useReportForm(snapshotId: string | null) {
  const [draft, setDraft] = useState<ReportDraft>(() =>
    snapshotId === null || snapshotId === '' ? EMPTY_REPORT : { ...EMPTY_REPORT, subject: 'DATASET', snapshotId },
  );
  const [files, setFiles] = useState<File[] | null>(null);
  const { datasets } = useDatasets();
  const places = usePlaces();
  const models = useModels(draft.settings.modelId);
  const isDataset = draft.subject === 'DATASET';
  const dataset = datasets.find(({ currentSnapshot }) => currentSnapshot?.id === draft.snapshotId);
  const snapshot = isDataset ? (dataset?.currentSnapshot ?? undefined) : undefined;
  const isExternal = draft.generator === 'EXTERNAL';
  const keys = useSnapshotKeys(isExternal && snapshot ? snapshot.id : null);
  const { splits, scenes, limit } = draft;
  const samples = useMemo(
    () => keys.samples && selectSamples(keys.samples, { splits, scenes, limit }),
    [keys.samples, splits, scenes, limit],
  );
  const match = useMemo(
    () =>
      files && samples
        ? matchPictures(
            samples.map(({ key }) => key),
            files,
          )
        : null,
    [files, samples],
  );
  const [kind, placeId] = draft.place?.split(':') ?? [];
  const place = (kind === 'library' ? places.libraries : places.collections).find(({ id }) => id === placeId);
  const subjectName = isDataset ? dataset?.name : place?.name;
  const generatorName = isExternal ? draft.externalName.trim() : models.current?.name;
  return {
    draft,
    change: (part: Partial<ReportDraft>) => {
      setDraft((current) => ({ ...current, ...part }));
    },
    pick: setFiles,
    datasets,
    places,
    models,
    snapshot,
    samples,
    match,
    hasPictures: (snapshot?.pictureCount ?? 0) > 0,
    subjectName,
    name: suggestName(subjectName, generatorName),
    keyProblem: keys.problem,
  };
}

type ReportForm = ReturnType<typeof useReportForm>;

/** Whether each sample has one picture, and each picture a sample. */
function isWhole(match: PictureMatch<File> | null): boolean {
  return match !== null && [match.missing, match.unknown, match.doubled].every(({ length }) => length === 0);
}

/** What is still to be said before the report can be made, or null. */
export function findGap({ draft, models, match, snapshot }: ReportForm): string | null {
  if (draft.subject === 'POSES' && draft.place === null) return 'Choose the poses.';
  if (draft.subject === 'DATASET' && !snapshot) return 'Choose a data set.';
  if (draft.metrics.length === 0) return 'Choose a metric.';
  if (draft.generator === 'MODEL') return models.current ? null : 'No worker has offered a model yet.';
  if (draft.externalName.trim() === '') return 'Say what the pictures were made with.';
  if (draft.subject === 'POSES') return 'Freeze the poses.';
  return isWhole(match) ? null : 'Every sample needs one picture, and every picture a sample.';
}
