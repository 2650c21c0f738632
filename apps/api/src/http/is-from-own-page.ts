import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/**
 * Whether a request may come from the page that sent it. Without sign-in the only thing between this server and any website that its user
 * visits is where a request says it comes from: browsers always say, in `Origin`, for WebSockets and for everything that changes something.
 *
 * - An `Origin` has to be the server that is asked, as `Host` has it. Programs send none.
 * - In local mode `Host` has to be an address or localhost: a name that somebody makes point at 127.0.0.1 is not.
 */
export function isFromOwnPage({ headers }: Pick<IncomingMessage, 'headers'>, isLocal: boolean): boolean {
  const { host = '', origin } = headers;
  if (isLocal && !isLocalName(host)) return false;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}

function isLocalName(host: string): boolean {
  const url = `http://${host}`;
  if (!URL.canParse(url)) return false;
  const name = new URL(url).hostname.replace(/^\[|\]$/g, '');
  return name === 'localhost' || name.endsWith('.localhost') || isIP(name) !== 0;
}
