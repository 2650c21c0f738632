import { readFileSync } from 'node:fs';
import { claimGeneration } from '../generations/claim-generation.js';
import { completeGeneration } from '../generations/complete-generation.js';
import { createGeneration } from '../generations/create-generations.js';
import { Prisma } from '../prisma-client/client.js';
import { createResult } from '../testing/results.js';
import { createTestStudio, keepParts } from '../testing/studio.js';
import { useTestDatabase } from '../testing/test-database.js';
import { createPrismaClient } from './prisma.js';

const SCHEMA = readFileSync(new URL('../../../../prisma/schema.prisma', import.meta.url), 'utf8');
const GENERATED = readFileSync(new URL('../prisma-client/internal/class.ts', import.meta.url), 'utf8');

/** Tables and their columns as prisma/schema.prisma names them. */
function readSchema(): Record<string, string[]> {
  const models = [...SCHEMA.matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm)];
  const names = new Set(models.map(([, name]) => name));
  return Object.fromEntries(
    models.map(([, , body]) => [/@@map\("(\w+)"\)/.exec(body!)![1]!, readColumns(body!, names)]),
  );
}

function readColumns(body: string, models: ReadonlySet<string | undefined>): string[] {
  return [...body.matchAll(/^ {2}(\w+) +(\w+)(.*)$/gm)]
    .filter(([, , type]) => !models.has(type))
    .map(([, field, , rest]) => /@map\("(\w+)"\)/.exec(rest!)?.[1] ?? field!)
    .sort();
}

describe('the Prisma schema', () => {
  const clone = useTestDatabase();

  it('has the tables and columns that the migrations make', async () => {
    const { rows } = await clone.current.query<{ table: string; columns: string[] }>(
      `select table_name as table, array_agg(column_name::text order by column_name collate "C") as columns
       from information_schema.columns where table_schema = 'public' and table_name <> '_prisma_migrations' group by 1`,
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(readSchema()).toEqual(Object.fromEntries(rows.map(({ table, columns }) => [table, columns])));
  });

  it('is the one that the client was made from', () => {
    const [, inline] = /"inlineSchema": ("(?:[^"\\]|\\.)*")/.exec(GENERATED)!;
    expect(JSON.parse(inline!)).toBe(SCHEMA);
  });

  it('reads every kind of row', async () => {
    const studio = await createTestStudio(clone.current);
    const { generation } = await createGeneration(clone.current, keepParts, studio.request);
    const claimed = await claimGeneration(clone.current, { generationId: generation.id, worker: 'w', leaseMs: 30_000 });
    await completeGeneration(clone.current, claimed!.lease, createResult());
    const prisma = createPrismaClient(clone.current);
    const tables = Object.values(Prisma.ModelName).map((name) => name[0]!.toLowerCase() + name.slice(1));
    for (const table of tables) {
      expect({ table, rows: (await prisma[table as 'generation'].findMany({ take: 1 })).length }).toEqual({
        table,
        rows: /^(user|backend|upload|dataset.*|evaluationReport|report.*|pose(Deletion|Collection.*|Favourite|Export.*|Import|VersionPart))$/.test(
          table,
        )
          ? 0
          : 1,
      });
    }
    const found = await prisma.generation.findUniqueOrThrow({
      where: { id: generation.id },
      include: {
        events: { orderBy: { seq: 'asc' } },
        images: { include: { file: true } },
        fidelity: true,
        poseVersion: true,
      },
    });
    expect(found).toMatchObject({
      state: 'SUCCEEDED',
      events: [{ type: 'QUEUED' }, { type: 'STARTED' }, { type: 'SUCCEEDED' }],
      images: [{ kind: 'PICTURE', file: { byteSize: 10n } }],
      fidelity: { objectKeypointSimilarity: 0.75 },
      poseVersion: { people: 1 },
    });
    expect(found.createdAt).toEqual(generation.createdAt);
  });
});
