import { Button, Chip, Group, NativeSelect, SegmentedControl, Skeleton, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { type PictureMeasure } from '../../generated/graphql.js';
import { describeError } from '../../ui/describe-error.js';
import { MEASURE_NAMES, MEASURES } from './metrics.js';
import { type Overlay, SampleCard } from './SampleCard.js';
import classes from './SampleGallery.module.css';
import { type SampleSearch, useReportSamples } from './use-report-samples.js';

interface SampleGalleryProps {
  readonly id: string;
  readonly scene: string | null;
  /** Those that any picture was measured by. */
  readonly measures: readonly PictureMeasure[];
  readonly failedCount: number;
}

type View = SampleSearch['orderBy'] | 'FAILED';

function toSearch(view: View, measure: PictureMeasure, scene: string | null): SampleSearch {
  const failedOnly = view === 'FAILED';
  return { orderBy: failedOnly ? 'KEY' : view, measure, scene, failedOnly };
}

interface ControlsProps extends Pick<SampleGalleryProps, 'measures' | 'failedCount'> {
  readonly view: View;
  readonly onView: (view: View) => void;
  readonly measure: PictureMeasure;
  readonly onMeasure: (measure: PictureMeasure) => void;
  readonly overlay: Overlay;
  readonly onOverlay: (overlay: Overlay) => void;
}

function Controls({ measures, failedCount, view, onView, measure, onMeasure, overlay, onOverlay }: ControlsProps) {
  const isSorted = view === 'WORST' || view === 'BEST';
  return (
    <Group gap="sm">
      <SegmentedControl
        size="xs"
        aria-label="Which samples"
        data={[
          { value: 'WORST', label: 'Worst' },
          { value: 'BEST', label: 'Best' },
          { value: 'KEY', label: 'All' },
          { value: 'FAILED', label: `Failed (${failedCount})` },
        ]}
        value={view}
        onChange={(next) => {
          onView(next);
        }}
      />
      {isSorted && measures.length > 1 && (
        <NativeSelect
          size="xs"
          aria-label="Sorted by"
          data={measures.map((value) => ({ value, label: `by ${MEASURES[value].label}` }))}
          value={measure}
          onChange={({ currentTarget }) => {
            onMeasure(currentTarget.value as PictureMeasure);
          }}
        />
      )}
      <Group gap={6} role="group" aria-label="Over the pictures">
        <Chip
          size="xs"
          variant="outline"
          checked={overlay.wanted}
          onChange={(wanted) => {
            onOverlay({ ...overlay, wanted });
          }}
        >
          Wanted skeleton
        </Chip>
        <Chip
          size="xs"
          variant="outline"
          checked={overlay.found}
          onChange={(found) => {
            onOverlay({ ...overlay, found });
          }}
        >
          Found skeleton
        </Chip>
      </Group>
    </Group>
  );
}

interface CardsProps {
  readonly id: string;
  readonly search: SampleSearch;
  readonly overlay: Overlay;
}

function Cards({ id, search, overlay }: CardsProps) {
  const { samples, totalCount, hasMore, isLoading, error, loadMore } = useReportSamples(id, search);
  if (error && samples.length === 0)
    return (
      <Text size="sm" c="red" role="alert">
        {describeError(error)}
      </Text>
    );
  if (samples.length === 0)
    return isLoading ? (
      <Skeleton height={240} />
    ) : (
      <Text size="sm" c="dimmed">
        {search.failedOnly ? 'Every sample has its picture.' : 'No sample is like that.'}
      </Text>
    );
  return (
    <>
      <ul className={classes.grid} aria-label="Samples" aria-busy={isLoading}>
        {samples.map((sample) => (
          <SampleCard key={sample.key} sample={sample} overlay={overlay} />
        ))}
      </ul>
      <Group justify="space-between">
        <Text size="xs" c="dimmed" role="status">
          {samples.length} of {totalCount}
        </Text>
        {hasMore && (
          <Button variant="default" size="xs" loading={isLoading} onClick={loadMore}>
            Show more
          </Button>
        )}
      </Group>
    </>
  );
}

/** The samples themselves: the worst, the best, all, and those without a picture. */
export function SampleGallery({ id, scene, measures, failedCount }: SampleGalleryProps) {
  const [view, setView] = useState<View>(measures.length > 0 ? 'WORST' : 'KEY');
  const [chosen, setMeasure] = useState<PictureMeasure>('OKS');
  const [overlay, setOverlay] = useState<Overlay>({ wanted: true, found: true });
  const measure = measures.includes(chosen) ? chosen : (measures[0] ?? 'OKS');
  return (
    <Stack gap="sm">
      <Controls
        measures={MEASURE_NAMES.filter((name) => measures.includes(name))}
        failedCount={failedCount}
        view={view}
        onView={setView}
        measure={measure}
        onMeasure={setMeasure}
        overlay={overlay}
        onOverlay={setOverlay}
      />
      <Cards id={id} search={toSearch(view, measure, scene)} overlay={overlay} />
    </Stack>
  );
}
