import {
  ApolloClient,
  ApolloLink,
  type FieldMergeFunction,
  HttpLink,
  InMemoryCache,
  type StoreObject,
} from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { relayStylePagination } from '@apollo/client/utilities';
import { OperationTypeNode } from 'graphql';
import { type Connection } from './connection.js';

/** Parts of a generation have no id of their own: what two queries know of them is put together. */
const PART = { merge: true };

/** The same for a list of such parts, which always come in the same order. */
const mergeEach: FieldMergeFunction<StoreObject[]> = (known = [], next, { mergeObjects }) =>
  next.map((part, index) => mergeObjects(known[index] ?? {}, part));

function createCache(): InMemoryCache {
  return new InMemoryCache({
    typePolicies: {
      Query: {
        fields: {
          poses: relayStylePagination(['filter', 'orderBy', 'similarTo']),
          fidelityInsights: relayStylePagination(['groupBy', 'filter', 'threshold', 'leastCount', 'orderBy']),
        },
      },
      Recipe: PART,
      Fidelity: PART,
      EvaluationReport: {
        fields: {
          metrics: { merge: mergeEach },
          samples: relayStylePagination(['orderBy', 'measure', 'scene', 'failedOnly']),
        },
      },
      ReportGenerator: PART,
      DatasetSnapshot: { fields: { samples: relayStylePagination(['split', 'scene']) } },
    },
  });
}

/** Queries and mutations by HTTP, subscriptions by the socket. */
export function createClient({ socket }: Connection): ApolloClient {
  return new ApolloClient({
    cache: createCache(),
    link: ApolloLink.split(
      ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
      new GraphQLWsLink(socket),
      new HttpLink({ uri: '/graphql' }),
    ),
  });
}
