import { type ComponentProps } from 'react';
import { type Client as Socket } from 'graphql-ws';
import { type GraphiQL } from 'graphiql';

type Fetcher = ComponentProps<typeof GraphiQL>['fetcher'];

/** Subscriptions by the socket, everything else by HTTP. GraphiQL names the operation where the document holds several. */
export function createFetcher(socket: Socket): Fetcher {
  return async (params, options) => {
    const { query, variables, operationName } = params;
    const isSubscription = options?.documentAST?.definitions.some(
      (definition) =>
        definition.kind === 'OperationDefinition' &&
        definition.operation === 'subscription' &&
        (!operationName || definition.name?.value === operationName),
    );
    const payload = { query, variables, ...(operationName && { operationName }) };
    if (isSubscription) return socket.iterate(payload);
    const response = await fetch('/graphql', {
      method: 'POST',
      headers: { ...(options?.headers as Record<string, string>), 'content-type': 'application/json' },
      body: JSON.stringify(payload),
    });
    return response.json();
  };
}
