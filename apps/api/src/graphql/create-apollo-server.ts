import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import type { Server } from 'node:http';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { toClientError } from '../errors/to-client-error.js';
import type { Metrics } from '../metrics.js';
import type { RequestContext } from '../request-context.js';
import { assertAffordable, type OperationLimits } from './assert-affordable.js';

/** Words of a query; ours have a few hundred. */
export const MOST_TOKENS = 10_000;

export interface GraphqlParts {
  readonly schema: GraphQLSchema;
  readonly limits: OperationLimits;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** Queries and mutations over HTTP. */
export function createApolloServer(httpServer: Server, parts: GraphqlParts): ApolloServer<RequestContext> {
  const { schema, logger } = parts;
  return new ApolloServer<RequestContext>({
    schema,
    introspection: true,
    persistedQueries: false,
    // Signals are main.ts's business; Apollo would send a second one, and the program would not end with 0.
    stopOnTerminationSignals: false,
    // The admin app has its own page for queries, which works without the internet.
    parseOptions: { maxLexicalTokens: MOST_TOKENS },
    logger,
    formatError: ({ extensions }, error) => toClientError(error, logger, extensions?.code as string | undefined),
    plugins: [ApolloServerPluginDrainHttpServer({ httpServer, stopGracePeriodMillis: 2_000 }), createCostPlugin(parts)],
  });
}

/** Refuses what would cost too much, and tells of everything else what it may have cost. */
function createCostPlugin({ schema, limits, metrics }: GraphqlParts): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: () => {
      let cost: number | null = null;
      return Promise.resolve({
        didResolveOperation: ({ document, operation, request }) => {
          if (operation) ({ cost } = assertAffordable(schema, document, operation, request.variables ?? {}, limits));
          return Promise.resolve();
        },
        willSendResponse: ({ response, operation, errors }) => {
          metrics.operations.inc({ type: operation?.operation ?? 'none', outcome: errors ? 'errors' : 'ok' });
          if (response.body.kind === 'single' && cost !== null)
            response.body.singleResult.extensions = { cost: { requested: cost, limit: limits.cost } };
          return Promise.resolve();
        },
      });
    },
  };
}
