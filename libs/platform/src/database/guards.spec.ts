import { createReport } from '../reports/create-report.js';
import { createTestRequest, createTestSnapshot } from '../testing/datasets.js';
import { createTestStudio, keepParts, type TestStudio } from '../testing/studio.js';
import { useTestDatabase } from '../testing/test-database.js';
import { createGeneration } from '../generations/create-generations.js';

/** What the database refuses, whoever asks: these specs go around the services. */
describe('the database', () => {
  const clone = useTestDatabase();
  let studio: TestStudio;
  const sql = (text: string, values?: readonly unknown[]) => clone.current.query(text, values);

  beforeAll(async () => {
    studio = await createTestStudio(clone.current);
  });

  const STATES = ['QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELED'] as const;
  const ALLOWED = [
    'QUEUED RUNNING',
    'QUEUED CANCELED',
    'RUNNING QUEUED',
    'RUNNING SUCCEEDED',
    'RUNNING FAILED',
    'RUNNING CANCELED',
  ];
  const create = async () => (await createGeneration(clone.current, keepParts, studio.request)).generation.id;

  /** Every column that a state asks for, so that a refusal is about the transition alone. */
  const move = (id: string, state: string) =>
    sql(
      `update generations set state = $2::work_state,
         finished_at = case when $2 in ('SUCCEEDED', 'FAILED', 'CANCELED') then now() end,
         error_code = case when $2 = 'FAILED' then 'INTERNAL' end,
         lease_token = case when $2 = 'RUNNING' then gen_random_uuid() end,
         leased_by = case when $2 = 'RUNNING' then 'w' end,
         lease_expires_at = case when $2 = 'RUNNING' then now() end
       where id = $1`,
      [id, state],
    );
  const createIn = async (state: string) => {
    const id = await create();
    if (state !== 'QUEUED') await move(id, 'RUNNING');
    if (state !== 'QUEUED' && state !== 'RUNNING') await move(id, state);
    return id;
  };

  it.each(STATES.flatMap((from) => STATES.filter((to) => to !== from).map((to) => [from, to])))(
    'rules on the transition from %s to %s',
    async (from, to) => {
      const moved = move(await createIn(from), to);
      if (ALLOWED.includes(`${from} ${to}`)) await moved;
      else await expect(moved).rejects.toThrow(`${from} to ${to}`);
    },
  );

  it.each([
    [
      'a generation that begins in another state',
      `insert into generations (studio_id, request_digest, model_id, recipe, recipe_digest, state, finished_at)
       select studio_id, request_digest, model_id, recipe, recipe_digest, 'CANCELED', now() from generations limit 1`,
      'begins in QUEUED',
    ],
    ['another recipe', `update generations set recipe = '{}'`, 'frozen'],
    ['another key', `update generations set idempotency_key = 'k'`, 'frozen'],
    [
      'a lease on what does not run',
      `update generations set leased_by = 'w' where state = 'QUEUED'`,
      'leased_while_running',
    ],
    ['an event that is changed', `update generation_events set payload = '{"a": 1}'`, 'never changed'],
    ['an event that is deleted', `delete from generation_events`, 'never deleted'],
    [
      'an event after the last',
      `insert into generation_events (generation_id, seq, type) select id, 0, 'PROGRESS' from generations where state = 'CANCELED'`,
      'has no event PROGRESS now',
    ],
    [
      'an end that is none',
      `insert into generation_events (generation_id, seq, type) select id, 0, 'SUCCEEDED' from generations where state = 'QUEUED'`,
      'has no event SUCCEEDED now',
    ],
    ['events that are skipped', `update generations set last_seq = last_seq + 2`, 'one by one'],
    ['a pose version that is changed', `update pose_versions set pose = '{"people": []}'`, 'never changed'],
    ['a prompt version that is changed', `update prompt_versions set template = 'other'`, 'never changed'],
    [
      'a file that is changed',
      `insert into stored_files values (repeat('a', 64), 1, 'image/png'); update stored_files set byte_size = 2`,
      'never changed',
    ],
    ['a hash that is none', `insert into stored_files values ('abc', 1, 'image/png')`, 'sha256_check'],
  ])('refuses %s', async (_name, statement, message) => {
    await createIn('CANCELED');
    await create();
    await expect(sql(statement)).rejects.toThrow(message);
  });

  describe('of reports', () => {
    let reporting: TestStudio;
    let id: string;

    beforeAll(async () => {
      reporting = await createTestStudio(clone.current, 'reporting');
      const snapshotId = await createTestSnapshot(clone.current, reporting);
      const input = { name: 'report', request: createTestRequest(reporting, snapshotId) };
      id = (await createReport(clone.current, reporting.studioId, input)).report.id;
    });

    it.each([
      [
        'an end without a run',
        `update evaluation_reports set state = 'SUCCEEDED', finished_at = now()`,
        'QUEUED to SUCC',
      ],
      ['another request', `update evaluation_reports set request = '{}'`, 'frozen'],
      ['another snapshot', `update evaluation_reports set snapshot_id = null`, 'frozen'],
      ['results without a manifest', `update evaluation_reports set results = '{}'`, 'measured_when_succeeded'],
      ['an event that is deleted', `delete from report_events`, 'never deleted'],
      ['an event that is changed', `update report_events set payload = '{"a": 1}'`, 'never changed'],
      [
        'an end that is none',
        `insert into report_events (report_id, seq, type) select id, 0, 'SUCCEEDED' from evaluation_reports`,
        'has no event SUCCEEDED now',
      ],
      ['events that are skipped', `update evaluation_reports set last_seq = last_seq + 2`, 'one by one'],
      ['a sample that is changed', `update dataset_samples set caption = 'other'`, 'never changed'],
      [
        'a generation of a report without a sample',
        `insert into generations (studio_id, request_digest, model_id, recipe, recipe_digest, report_id)
         select studio_id, 'd', model_id, '{}', 'd', id from evaluation_reports`,
        'sample_of_a_report',
      ],
    ])('refuses %s', async (_name, statement, message) => {
      await expect(sql(statement)).rejects.toThrow(message);
    });

    it('lets a studio go with its reports', async () => {
      await sql('delete from studios where id = $1', [reporting.studioId]);
      expect((await sql('select 1 from report_events where report_id = $1', [id])).rows).toEqual([]);
    });
  });

  it('keeps versions when their author leaves', async () => {
    const { rows } = await sql(`insert into users (studio_id, name) values ($1, 'Ada') returning id`, [
      studio.studioId,
    ]);
    const version = `insert into pose_versions (pose_id, version, pose, created_by)
      select pose_id, 2, pose, $1 from pose_versions where version = 1`;
    await sql(version, [rows[0]!.id]);
    await sql('delete from users');
    expect((await sql('select version, created_by, people from pose_versions order by version')).rows).toEqual([
      { version: 1, created_by: null, people: 1 },
      { version: 2, created_by: null, people: 1 },
    ]);
  });

  it('lets a studio go with all it has', async () => {
    await create();
    await sql('delete from studios where id = $1', [studio.studioId]);
    expect((await sql('select count(*)::int as n from generation_events')).rows).toEqual([{ n: 0 }]);
  });
});
