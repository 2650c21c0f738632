import { createClient as createSocket, type Client as Socket } from 'graphql-ws';

/**
 * - `connecting`: the socket is being opened, for the first time or again;
 * - `online`: it is open, and changes are followed live;
 * - `offline`: it is closed. Whoever subscribes tries again, see `followWithRetry`.
 */
export type ConnectionStatus = 'connecting' | 'online' | 'offline';

/** The socket to the API, and how it is. */
export interface Connection {
  readonly socket: Socket;
  readonly getStatus: () => ConnectionStatus;
  /** @returns the way to stop listening */
  readonly onChange: (listener: () => void) => () => void;
}

const KEEP_ALIVE_MS = 15_000;

/** Opens with the first subscription. A broken socket ends its subscriptions: each resumes by itself from what it has seen. */
export function createConnection({ protocol, host }: Pick<Location, 'protocol' | 'host'>): Connection {
  let status: ConnectionStatus = 'connecting';
  const listeners = new Set<() => void>();
  const become = (next: ConnectionStatus) => () => {
    status = next;
    for (const listener of listeners) listener();
  };
  const socket = createSocket({
    url: `${protocol === 'https:' ? 'wss:' : 'ws:'}//${host}/graphql`,
    keepAlive: KEEP_ALIVE_MS,
    retryAttempts: 0,
    on: { connecting: become('connecting'), connected: become('online'), closed: become('offline') },
  });
  return {
    socket,
    getStatus: () => status,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
