import { createContext, use, useSyncExternalStore } from 'react';
import { type Connection, type ConnectionStatus } from './connection.js';

export const ConnectionContext = createContext<Connection | null>(null);

export function useConnection(): Connection {
  const connection = use(ConnectionContext);
  if (!connection) throw new Error('Expected a ConnectionContext above this component, got none.');
  return connection;
}

export function useConnectionStatus(): ConnectionStatus {
  const { onChange, getStatus } = useConnection();
  return useSyncExternalStore(onChange, getStatus);
}
