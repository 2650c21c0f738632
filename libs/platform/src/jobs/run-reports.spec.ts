import { setTimeout as sleep } from 'node:timers/promises';
import type { Listener } from '../database/listener.js';
import { claimGeneration } from '../generations/claim-generation.js';
import { cancelReport } from '../reports/cancel-report.js';
import type { ClaimedReport } from '../reports/claim-report.js';
import { completeReport } from '../reports/complete-report.js';
import { createReport } from '../reports/create-report.js';
import { createReportGenerations } from '../reports/create-report-generations.js';
import { followReportEvents } from '../reports/follow-report-events.js';
import { getReport } from '../reports/get-report.js';
import { readReportSamples } from '../reports/read-report-samples.js';
import type { ReportEvent } from '../reports/vocabulary.js';
import { createTestRequest, createTestSnapshot } from '../testing/datasets.js';
import { Program } from '../testing/program.js';
import { createTestStudio, type TestStudio } from '../testing/studio.js';
import { useTestDatabase } from '../testing/test-database.js';
import { until } from '../testing/until.js';
import { createEventListener } from '../work/create-event-listener.js';
import type { RunOptions, WorkRunner } from '../work/run-work.js';
import { runReports } from './run-reports.js';

/** Long enough for a machine that is busy with other things, short enough to wait for. */
const LEASE_MS = 1_500;
const OUTCOME = { results: { version: 1 }, manifest: {} };

describe('working off the queue of reports', () => {
  const clone = useTestDatabase();
  const db = () => clone.current;
  let studio: TestStudio;
  let snapshotId: string;
  let listener: Listener;
  const runners: WorkRunner[] = [];
  const programs: Program[] = [];

  beforeAll(async () => {
    studio = await createTestStudio(db());
    snapshotId = await createTestSnapshot(db(), studio);
    listener = createEventListener({ url: db().url });
  });
  afterEach(async () => {
    await Promise.all(programs.splice(0).map((program) => program.kill()));
    await Promise.all(runners.splice(0).map((runner) => runner.dispose()));
  });
  afterAll(() => listener.dispose());

  const create = async () => {
    const request = createTestRequest(studio, snapshotId);
    return (await createReport(db(), studio.studioId, { name: 'report', request })).report.id;
  };
  const run = async (work: RunOptions<ClaimedReport>['work'], leaseMs = LEASE_MS) => {
    runners.push(await runReports(db(), listener, { worker: 'heir', concurrency: 1, leaseMs, work }));
  };
  const followToEnd = async (id: string) => {
    const events: ReportEvent[] = [];
    for await (const event of followReportEvents(db(), listener, id)) events.push(event);
    return events;
  };
  const stateOf = async (id: string) => (await getReport(db(), id)).state;

  it('takes over from a coordinator that was killed, and goes on where it stopped', async () => {
    const killed = Program.start('stuck-coordinator', { url: db().url, worker: 'killed', leaseMs: LEASE_MS });
    programs.push(killed);
    const id = await create();
    const following = followToEnd(id);
    expect(await killed.read()).toEqual({ claimed: id });
    await sleep(100);
    await killed.kill();
    let left: string[] = [];
    let asked = 0;
    await run(async ({ report, lease }) => {
      const samples = await readReportSamples(db(), report.id, { unmeasured: true, limit: 100 });
      left = samples.map(({ key }) => key);
      const recipes = ['a', 'b', 'c'].map((sampleKey) => ({ sampleKey, recipe: {} }));
      asked = await createReportGenerations(db(), lease, recipes);
      await completeReport(db(), lease, OUTCOME);
    });
    const events = await following;
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_event, index) => index + 1));
    const types = events.map(({ type }) => type).filter((type) => type !== 'PROGRESS');
    expect(types).toEqual(['QUEUED', 'STARTED', 'LEASE_EXPIRED', 'STARTED', 'SUCCEEDED']);
    expect({ left, asked }).toEqual({ left: ['b', 'c', 'd'], asked: 1 });
  });

  it('stops a coordinator when its report is canceled, and the pictures that it waits for with it', async () => {
    let reason: unknown;
    await run(async ({ lease }, signal) => {
      await createReportGenerations(db(), lease, [{ sampleKey: 'a', recipe: {} }]);
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      reason = signal.reason;
    }, 600_000);
    const id = await create();
    const readFirst = async () => (await readReportSamples(db(), id, { limit: 1 }))[0]!;
    await until(async () => (await readFirst()).generationId !== null);
    const { generationId } = await readFirst();
    await cancelReport(db(), id);
    await until(async () => (await stateOf(id)) === 'CANCELED');
    expect(reason).toBe('CANCEL_REQUESTED');
    expect(await claimGeneration(db(), { generationId: generationId!, worker: 'w', leaseMs: LEASE_MS })).toBeNull();
  });

  it('counts a coordinator that throws as failed', async () => {
    await run(() => Promise.reject(new Error('a bug')));
    const last = (await followToEnd(await create())).at(-1)!;
    expect(last).toMatchObject({ type: 'FAILED', payload: { code: 'INTERNAL', message: 'a bug' } });
  });
});
