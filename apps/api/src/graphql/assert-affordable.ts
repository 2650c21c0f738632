import { type DocumentNode, GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { type Measure, measureOperation } from './measure-operation.js';

export interface OperationLimits {
  readonly cost: number;
  readonly depth: number;
}

/**
 * Measures an operation before it runs.
 *
 * @throws GraphQLError COST_LIMIT_EXCEEDED, DEPTH_LIMIT_EXCEEDED
 */
export function assertAffordable(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  limits: OperationLimits,
): Measure {
  const measure = measureOperation(schema, document, operation, variables);
  if (measure.depth > limits.depth)
    throw refusal(
      'DEPTH_LIMIT_EXCEEDED',
      `at most ${limits.depth} fields within fields, got ${measure.depth}. Ask in several queries.`,
    );
  if (measure.cost > limits.cost)
    throw refusal(
      'COST_LIMIT_EXCEEDED',
      `a cost of at most ${limits.cost}, got ${measure.cost}. Ask for smaller pages, or fewer within each other.`,
    );
  return measure;
}

function refusal(code: string, expected: string): GraphQLError {
  return new GraphQLError(`Expected ${expected}`, { extensions: { code, http: { status: 400 } } });
}
