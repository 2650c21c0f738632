import type { BackendListing } from '@contrapposto/backends';
import type { Context } from '../context.js';
import { formatTable, type CommandResult } from '../result.js';

/** `backends list`: each plugin, asked in a process of its own whether it can run here. A broken one is a line of the list. */
export async function listBackends({ registry }: Context): Promise<CommandResult> {
  const backends = await registry.survey();
  return { text: formatTable(backends.map(describe)), document: { backends } };
}

function describe(listing: BackendListing): string[] {
  if (listing.status === 'broken') return [listing.specifier, '', 'broken', listing.reason];
  const { specifier, name, version, status, verdict, capabilities } = listing;
  const devices = verdict.devices.map((device) => `${device.kind} (${device.name})`).join(', ');
  const abilities = `${devices || 'no device'}; ${capabilities.families.join(', ')}; ${capabilities.schedulers.join(', ')}`;
  return [specifier, `${name} ${version}`, status, [abilities, ...verdict.reasons].join('; ')];
}
