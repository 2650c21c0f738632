import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';

/** As schema.graphql holds it: sorted, so that a diff shows changes alone. */
export function printSdl(schema: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
