import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { buildApiSchema } from './build-schema.js';
import { printSdl } from './print-sdl.js';

const committed = readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8');

/** What a client of the committed schema would trip over. */
async function findBreaking(from: GraphQLSchema, to: GraphQLSchema): Promise<string[]> {
  const changes = await diff(from, to);
  return changes
    .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
    .map(({ message }) => message);
}

describe('the schema', () => {
  const schema = buildApiSchema();

  it('breaks nothing that the committed one has', async () => {
    expect(await findBreaking(buildSchema(committed), schema)).toEqual([]);
  });

  it('is the committed one: after a change, `npm run sdl -w apps/api`', () => {
    expect(printSdl(schema)).toBe(committed);
  });

  it('would be found to break by a field less', async () => {
    const less = buildSchema(committed.replace('  slug: String!\n', ''));
    expect(await findBreaking(buildSchema(committed), less)).toHaveLength(1);
  });
});
