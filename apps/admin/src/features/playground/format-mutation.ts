import { print } from 'graphql';
import { CreateGenerationDocument, type CreateGenerationInput } from '../../generated/graphql.js';

/** The very mutation that Generate sends, as text. */
export function formatMutation(): string {
  return print(CreateGenerationDocument);
}

export function formatVariables(input: CreateGenerationInput): string {
  return JSON.stringify({ input }, null, 2);
}

/** A command for a POSIX shell that sends it. */
export function formatCurl(input: CreateGenerationInput, origin: string): string {
  const body = JSON.stringify({ query: formatMutation(), variables: { input } });
  const quoted = `'${body.replaceAll("'", String.raw`'\''`)}'`;
  return `curl ${origin}/graphql -H 'content-type: application/json' -d ${quoted}`;
}
