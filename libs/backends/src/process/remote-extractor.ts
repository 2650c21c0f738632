import type { ExtractorIdentity } from '@contrapposto/eval';
import type { Disposable, ExtractorKind, ExtractorSource, LoadedExtractors, LoadOptions } from '../contract.js';
import type { Channel } from './channel.js';
import type { ExtractorDescription } from './protocol.js';

/** An extractor in the backend's process, as metrics see it. */
export async function loadRemoteExtractor<Kind extends ExtractorKind>(
  channel: Channel,
  kind: Kind,
  source: ExtractorSource,
  options: LoadOptions,
): Promise<LoadedExtractors[Kind]> {
  const { handle, ...description } = await channel.request('loadExtractor', [kind, source, options]);
  return REMOTES[kind](channel, handle, description);
}

type Remotes = {
  readonly [Kind in ExtractorKind]: (
    channel: Channel,
    handle: number,
    description: ExtractorDescription,
  ) => LoadedExtractors[Kind];
};

const REMOTES: Remotes = {
  'image-features': (channel, handle, description) => ({
    ...toFeatureDescription(description),
    extract: (picture) => channel.request('encodePicture', [handle, picture]),
    ...disposing(channel, handle),
  }),
  'text-image': (channel, handle, description) => ({
    ...toFeatureDescription(description),
    encodeImage: (picture) => channel.request('encodePicture', [handle, picture]),
    encodeText: (text) => channel.request('encodeText', [handle, text]),
    ...disposing(channel, handle),
  }),
  'pose-estimator': (channel, handle, { identity }) => ({
    identity,
    estimate: (picture) => channel.request('findPeople', [handle, picture]),
    ...disposing(channel, handle),
  }),
};

function toFeatureDescription({ identity, resizeFilter, ...shared }: ExtractorDescription) {
  return { identity: identity as ExtractorIdentity, resizeFilter: resizeFilter!, ...shared };
}

function disposing(channel: Channel, handle: number): Disposable {
  return {
    async dispose() {
      if (channel.isOpen) await channel.request('disposeExtractor', [handle]);
    },
  };
}
