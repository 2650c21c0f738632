import { type DocumentNode, Kind, OperationTypeNode } from 'graphql';
import { type GraphiQL } from 'graphiql';
import { type Client as Socket, type SubscribePayload } from 'graphql-ws';
import { type ComponentProps } from 'react';

type Fetcher = ComponentProps<typeof GraphiQL>['fetcher'];

function isSubscription(document: DocumentNode | undefined, operationName: string | null | undefined): boolean {
  return (document?.definitions ?? []).some(
    (definition) =>
      definition.kind === Kind.OPERATION_DEFINITION &&
      definition.operation === OperationTypeNode.SUBSCRIPTION &&
      (!operationName || definition.name?.value === operationName),
  );
}

async function post(payload: SubscribePayload, headers: Record<string, string>): Promise<object> {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(payload),
  });
  return (await response.json()) as object;
}

/** Subscriptions by the socket, everything else by HTTP. GraphiQL names the operation where the document holds several. */
export function createFetcher(socket: Socket): Fetcher {
  return (params, options) => {
    const { query, operationName } = params;
    const variables = params.variables as Record<string, unknown> | undefined;
    const payload = { query, ...(variables && { variables }), ...(operationName && { operationName }) };
    if (isSubscription(options?.documentAST, operationName)) return socket.iterate(payload) as ReturnType<Fetcher>;
    return post(payload, options?.headers ?? {}) as ReturnType<Fetcher>;
  };
}
