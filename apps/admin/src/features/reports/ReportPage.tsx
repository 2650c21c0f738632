import { Container, Select, Skeleton, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useCallback } from 'react';
import { useNavigate, useParams } from 'react-router';
import { type ReportDetailFragment } from '../../generated/graphql.js';
import { formatName } from '../../ui/format.js';
import { NoSuch } from '../../ui/NoSuch.js';
import { Unreadable } from '../../ui/Unreadable.js';
import { useAddress } from '../../ui/use-address.js';
import { isActive } from '../generations/states.js';
import { Headline } from './Headline.js';
import { Histograms } from './Histograms.js';
import { JointPicture } from './JointPicture.js';
import { LeftOut } from './LeftOut.js';
import { Manifests } from './Manifests.js';
import { ReportHeader } from './ReportHeader.js';
import { ReportOutcome } from './ReportOutcome.js';
import { ReportProgressPanel } from './ReportProgressPanel.js';
import { SampleGallery } from './SampleGallery.js';
import { SceneBars } from './SceneBars.js';
import classes from './ReportPage.module.css';
import { useReport } from './use-report.js';
import { useReportActions } from './use-report-actions.js';
import { useReportProgress } from './use-report-progress.js';

interface SectionProps {
  readonly title: string;
  readonly hint?: string;
  readonly children: ReactNode;
}

function Section({ title, hint, children }: SectionProps) {
  return (
    <section className={classes.section} aria-label={title}>
      <Title order={2} size="h5">
        {title}
      </Title>
      {hint && (
        <Text size="xs" c="dimmed" mb={8}>
          {hint}
        </Text>
      )}
      {children}
    </section>
  );
}

/** The scene that the page is about, in the address, so that a view can be sent to somebody. */
function useScene() {
  const [params, setParams] = useAddress();
  const choose = useCallback(
    (scene: string | null) => {
      setParams(scene === null ? {} : { scene });
    },
    [setParams],
  );
  return [params.get('scene'), choose] as const;
}

function listScenes({ metrics }: ReportDetailFragment): string[] {
  return [...new Set(metrics.flatMap(({ scenes }) => scenes.flatMap(({ scene }) => scene ?? [])))].sort();
}

function Numbers({ report }: { readonly report: ReportDetailFragment }) {
  const [scene, setScene] = useScene();
  const scenes = listScenes(report);
  const { id, metrics, distributions, joints, skipped, failedCount } = report;
  return (
    <>
      <Section title="Numbers">
        {scenes.length > 0 && (
          <Select
            aria-label="Scene"
            placeholder="All scenes"
            size="xs"
            w={220}
            mb="sm"
            clearable
            searchable
            data={scenes.map((value) => ({ value, label: formatName(value) }))}
            value={scene}
            onChange={setScene}
          />
        )}
        <Headline metrics={metrics} scene={scene} />
      </Section>
      <LeftOut reasons={skipped} />
      <div className={classes.columns}>
        <Section title="Scenes" hint="With 95 % intervals; the dashed line is all pictures at once.">
          <SceneBars metrics={metrics} scene={scene} onScene={setScene} />
        </Section>
        <Section title="Joints" hint="Over all people of all pictures: 1 holds, 0 is lost.">
          <JointPicture joints={joints} />
        </Section>
      </div>
      {distributions.length > 0 && (
        <Section title="Distributions" hint="How many pictures have which value.">
          <Histograms distributions={distributions} />
        </Section>
      )}
      <Section title="Samples" hint="The wanted skeleton is white, the one found in the picture is in colours.">
        <SampleGallery
          id={id}
          scene={scene}
          measures={distributions.map(({ measure }) => measure)}
          failedCount={failedCount ?? 0}
        />
      </Section>
      <Section title="How the numbers were made">
        <Manifests metrics={metrics} generator={report.generator} />
      </Section>
    </>
  );
}

function Details({ report, onReload }: { readonly report: ReportDetailFragment; readonly onReload: () => void }) {
  const navigate = useNavigate();
  const progress = useReportProgress(report, onReload);
  const actions = useReportActions(report.id, {
    onRetried: (id) => void navigate(`/reports/${id}`),
    onArchived: () => void navigate('/reports'),
  });
  return (
    <Stack gap="lg">
      <ReportHeader report={report} actions={actions} />
      {actions.problem && (
        <Text c="red" size="sm" role="alert">
          {actions.problem}
        </Text>
      )}
      {isActive(report.state) && (
        <ReportProgressPanel report={report} progress={progress} isBusy={actions.isBusy} onCancel={actions.cancel} />
      )}
      <ReportOutcome report={report} isBusy={actions.isBusy} onRetry={actions.retry} />
      {report.state === 'SUCCEEDED' && <Numbers report={report} />}
    </Stack>
  );
}

function Content({ id }: { readonly id: string }) {
  const { report, isLoading, error, reload } = useReport(id);
  if (report) return <Details report={report} onReload={reload} />;
  if (isLoading) return <Skeleton height={320} />;
  if (error) return <Unreadable title="The report could not be read" error={error} />;
  return <NoSuch noun="report" />;
}

/** One report: its numbers with their intervals, scene by scene and joint by joint, the pictures themselves, and how each number was made. */
export function ReportPage() {
  const { reportId = '' } = useParams();
  return (
    <Container size="lg" py="lg">
      <Content key={reportId} id={reportId} />
    </Container>
  );
}
