import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'graphql';
import { listAlive } from './process-tree.mjs';

const SETTLE_LIMIT_MS = 90_000;
const JOBS = parse('query Jobs($first: Int!) { jobs(first: $first) { totalCount } }');
const TERMINAL = ['SUCCEEDED', 'FAILED', 'CANCELED'];

/** What the database says of every generation. */
const GENERATIONS = `
  select id, state, attempt, last_seq as "lastSeq", lease_token is not null as leased,
    (select count(*)::int from generation_events e where e.generation_id = g.id) as events,
    (select max(seq) from generation_events e where e.generation_id = g.id) as "highestSeq",
    (select array_agg(type::text) from generation_events e where e.generation_id = g.id and type::text = any($1)) as ends,
    (select count(*)::int from generation_events e where e.generation_id = g.id and type = 'LEASE_EXPIRED') as "leasesExpired",
    (select count(*)::int from generated_images i where i.generation_id = g.id and i.kind = 'PICTURE') as pictures
  from generations g`;

/**
 * What must hold in the database after the storm. A check is { name, count, violations }: how many were looked at, and a sentence for each
 * that is not as it should be.
 *
 * @param seen id of the API -> the numbers that its subscriber saw
 * @param total generations that were asked for
 */
export async function judgeDatabase(database, seen, total) {
  const { rows: generations } = await database.query(GENERATIONS, [TERMINAL]);
  const { rows: jobs } = await database.query('select * from graphile_worker.jobs');
  const byId = new Map(generations.map((generation) => [generation.id, generation]));
  const acknowledged = [...seen].map(([id, numbers]) => ({ ...byId.get(toUuid(id)), id: toUuid(id), numbers }));
  process.stdout.write(`ends: ${tally(generations.map(({ state }) => state))}\n`);
  process.stdout.write(`attempts: ${tally(generations.map(({ attempt }) => attempt))}\n`);
  process.stdout.write(
    `leases that expired: ${generations.reduce((sum, { leasesExpired }) => sum + leasesExpired, 0)}\n`,
  );
  return [
    check(
      'generations, as many as were asked for and acknowledged',
      [generations.length, seen.size],
      complainOfCount(total),
    ),
    check('acknowledged generations in exactly one terminal state', acknowledged, complainOfEnd),
    check('subscribers that saw 1..n, each number once', acknowledged, complainOfNumbers),
    check('generations with one visible picture, or rightly none', generations, complainOfPictures),
    check('generations without a lease', generations, ({ id, leased }) => leased && `${id} is leased`),
    check('jobs that are left', jobs, (job) => JSON.stringify(job)),
  ];
}

/** Every picture, downloaded and compared with its hash. */
export async function judgePictures(client, seen) {
  const complaints = [];
  for (const id of seen.keys()) {
    const { state, picture } = await client.getGeneration(id);
    if (state !== 'SUCCEEDED') continue;
    complaints.push(picture ? await client.download(picture).then(() => null, String) : `${id} shows no picture`);
  }
  return check('pictures downloaded with the right hash', complaints, (complaint) => complaint);
}

/** Programs that were asked to end have ended well, and none of what they ever started is still there. */
export function judgePrograms(programs, exitCodes) {
  const left = listAlive(programs.flatMap(({ descendants }) => descendants));
  return [
    check('programs that end with 0 when asked to', exitCodes, (code) => code !== 0 && `a program ended with ${code}`),
    check('processes that are left', left, ({ pid, started }) => `process ${pid} of ${started}`),
  ];
}

function check(name, list, complain) {
  return { name, count: list.length, violations: list.map(complain).filter(Boolean) };
}

/** Waits until no job is left: what a killed worker held is freed by another worker's next look. */
export async function settle(client) {
  const deadline = Date.now() + SETTLE_LIMIT_MS;
  while ((await client.request(JOBS, { first: 1 })).jobs.totalCount > 0 && Date.now() < deadline) await sleep(500);
}

function complainOfCount(total) {
  return (count) => count !== total && `${count} instead of ${total}`;
}

function complainOfEnd({ id, state, ends, events, lastSeq, highestSeq }) {
  if (state === undefined) return `${id} is gone`;
  if (!TERMINAL.includes(state)) return `${id} is ${state}`;
  if (ends?.length !== 1 || ends[0] !== state) return `${id} is ${state} with the ends ${ends}`;
  return (
    (events !== lastSeq || highestSeq !== lastSeq) &&
    `${id} has ${events} events up to ${highestSeq}, and says ${lastSeq}`
  );
}

function complainOfNumbers({ id, numbers, lastSeq }) {
  const wanted = Array.from({ length: lastSeq ?? 0 }, (_, index) => index + 1);
  return numbers.join() !== wanted.join() && `${id}: 1..${lastSeq} was seen as ${numbers.join(' ')}`;
}

function complainOfPictures({ id, state, pictures }) {
  return pictures !== (state === 'SUCCEEDED' ? 1 : 0) && `${id} is ${state} with ${pictures} pictures`;
}

/** `Generation:<uuid>`, as the API writes ids. */
function toUuid(globalId) {
  return Buffer.from(globalId, 'base64url').toString().split(':')[1];
}

/** Prints what was found. @returns whether everything holds */
export function report(checks) {
  for (const { name, count, violations } of checks) {
    process.stdout.write(
      `${violations.length === 0 ? 'ok  ' : 'FAIL'}  ${name}: ${count} looked at, ${violations.length} violations\n`,
    );
    for (const violation of violations.slice(0, 10)) process.stdout.write(`      ${violation}\n`);
  }
  return checks.every(({ violations }) => violations.length === 0);
}

/** Counts of equal values, the most frequent first: `SUCCEEDED 180, CANCELED 20`. */
function tally(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([value, count]) => `${value} ${count}`)
    .join(', ');
}
