import 'reflect-metadata';
import { getOperationAST, parse, validate } from 'graphql';
import { buildApiSchema } from '../schema/build-schema.js';
import { measureOperation } from './measure-operation.js';

describe('measureOperation', () => {
  const schema = buildApiSchema();

  function measure(query: string, variables = {}) {
    const document = parse(query);
    expect(validate(schema, document)).toEqual([]);
    return measureOperation(schema, document, getOperationAST(document)!, variables);
  }

  it.each<[string, object, number, number]>([
    ['{ viewer { studio { name } } }', {}, 2, 3],
    ['{ poses(first: 20) { totalCount nodes { name } } }', {}, 1 + 20, 3],
    ['query ($n: Int) { poses(first: $n) { nodes { name library { name } } } }', { n: 7 }, 1 + 7 * 2, 4],
    ['query ($n: Int = 9) { poses(last: $n) { edges { node { name } } } }', {}, 1 + 9 * 2, 4],
    ['{ poseLibraries(first: 10) { nodes { poses(first: 5) { nodes { id } } } } }', {}, 1 + 10 * (1 + 1 + 5), 5],
    ['{ poses(first: 2) { nodes { versions { pose { id } } } } }', {}, 1 + 2 * (1 + 10 * 2), 5],
    // The same field twice is one; another alias is another.
    ['{ viewer { studio { id } } viewer { studio { slug } } }', {}, 2, 3],
    ['{ a: viewer { studio { id } } b: viewer { studio { slug } } }', {}, 4, 3],
    ['{ ...f ...f } fragment f on Query { viewer { ... on Viewer { studio { id } } } }', {}, 2, 3],
    ['{ __schema { types { fields { type { ofType { name } } } } } }', {}, 0, 0],
  ])('%s', (query, variables, cost, depth) => {
    expect(measure(query, variables)).toEqual({ cost, depth });
  });

  it('is not slowed down by fragments that spread each other', () => {
    const levels = Array.from({ length: 40 }, (_, n) => `fragment f${n} on Query { ...f${n + 1} ...f${n + 1} }`);
    const query = `{ ...f0 } ${levels.join(' ')} fragment f40 on Query { viewer { studio { id } } }`;
    // Looked at twice at each of 40 levels, this would not end.
    expect(measureOperation(schema, parse(query), getOperationAST(parse(query))!, {}).cost).toBe(2);
  });

  it('leaves variables that do not fit to the execution', () => {
    expect(measure('query ($n: Int!) { poses(first: $n) { nodes { id } } }', { n: 'x' })).toEqual({
      cost: 0,
      depth: 0,
    });
  });
});
