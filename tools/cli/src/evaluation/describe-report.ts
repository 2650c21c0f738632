import type { EvaluationReport } from '@contrapposto/client';
import { formatMetrics, formatScenes } from './format-metrics.js';

/** A report for people: what it is of, its metrics, and what could not be measured. */
export function describeReport(report: EvaluationReport): string {
  const { id, name, state, generator, snapshot, failure, skipped, metrics } = report;
  const head = [
    `${name} (${id})`,
    `${state.toLowerCase()}${describeProgress(report)}; ${generator.name} on ${snapshot.dataset.name}, version ${snapshot.version}`,
    ...describePictures(report),
    ...(failure ? [`${failure.code}: ${failure.message}`] : []),
  ];
  const parts = [
    head.join('\n'),
    metrics.length > 0 ? formatMetrics(metrics) : '',
    skipped.map(({ metric, reason }) => `${metric}: ${reason}`).join('\n'),
    formatScenes(metrics),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function describePictures({ pictureCount, failedCount }: EvaluationReport): string[] {
  if (pictureCount === null) return [];
  return [failedCount ? `${pictureCount} pictures, of which ${failedCount} failed` : `${pictureCount} pictures`];
}

function describeProgress({ state, progress }: EvaluationReport): string {
  if (state !== 'RUNNING' || !progress) return '';
  return `, ${progress.stage.toLowerCase()} ${progress.done}/${progress.total}`;
}
