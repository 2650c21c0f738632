import { execFileSync } from 'node:child_process';
import { parse } from 'graphql';
import { formatCurl, formatMutation, formatVariables } from './format-mutation.js';

const INPUT = { prompt: "a painter's dancer\nby night", seed: 7 };

describe('copy as GraphQL', () => {
  it('is a mutation that parses, with variables that are JSON', () => {
    expect(parse(formatMutation()).definitions[0]).toMatchObject({ operation: 'mutation' });
    expect(JSON.parse(formatVariables(INPUT))).toEqual({ input: INPUT });
  });

  it('is a command whose body a shell hands over unharmed', () => {
    const command = formatCurl(INPUT, 'http://127.0.0.1:4000').replace(/^curl .* -d /, 'printf %s ');
    const body = execFileSync('/bin/sh', ['-c', command], { encoding: 'utf8' });
    expect(JSON.parse(body)).toEqual({ query: formatMutation(), variables: { input: INPUT } });
  });
});
