import { createClient, type Client, type PoseLibrarySummary } from '@contrapposto/client';
import { WebSocket } from 'ws';
import type { Context } from './context.js';

export interface ServiceOptions {
  /** Default: CONTRAPPOSTO_URL. */
  readonly url?: string;
}

/** A person waits: one who gave a wrong address should know soon. */
const PATIENCE_MS = 5_000;

/** The service that the commands on libraries, data sets and reports speak to. */
export function openService({ config }: Context, { url = config.serviceUrl }: ServiceOptions): Client {
  return createClient({ url, patienceMs: PATIENCE_MS, webSocket: WebSocket });
}

/** All of its libraries: a studio has as many as a person can tell apart. */
export async function loadLibraries(service: Client, signal: AbortSignal): Promise<PoseLibrarySummary[]> {
  const libraries: PoseLibrarySummary[] = [];
  for await (const library of service.listPoseLibraries({ signal })) libraries.push(library);
  return libraries;
}
