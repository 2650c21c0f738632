import { z } from 'zod';
import { PlatformError } from '../errors.js';
import { createLocalStorage } from './local-storage.js';
import type { S3Location } from './s3-storage.js';
import type { Storage } from './storage.js';

const Parameters = z.strictObject({
  endpoint: z.url({ protocol: /^https?$/ }).optional(),
  region: z.string().min(1).optional(),
});

/**
 * The storage at a location: a folder, `data/files`, or a bucket, `s3://bucket/prefix?endpoint=http://127.0.0.1:9000&region=us-east-1`.
 *
 * @throws PlatformError INVALID_INPUT for an s3 location that cannot be understood
 */
export function createStorage(location: string): Storage {
  if (!/^s3:/i.test(location)) return createLocalStorage(location);
  return openLater(parseS3Location(location));
}

/** The AWS SDK takes a quarter of a second to load: programs that keep their files in a folder do without it. */
function openLater(location: S3Location): Storage {
  let opened: Promise<Storage> | undefined;
  const open = () => (opened ??= import('./s3-storage.js').then(({ createS3Storage }) => createS3Storage(location)));
  return {
    write: async (content) => (await open()).write(content),
    read: async (sha256) => (await open()).read(sha256),
    open: async (sha256, range) => (await open()).open(sha256, range),
    stat: async (sha256) => (await open()).stat(sha256),
  };
}

export function parseS3Location(location: string): S3Location {
  const url = URL.canParse(location) ? new URL(location) : null;
  const parameters = Parameters.safeParse(Object.fromEntries(url?.searchParams ?? []));
  if (!url?.hostname || url.username || !parameters.success) throw invalid(location, parameters.error);
  const { endpoint, region } = parameters.data;
  const folder = decodeURIComponent(url.pathname).replace(/^\/+|\/+$/g, '');
  return {
    bucket: url.hostname,
    prefix: folder === '' ? '' : `${folder}/`,
    ...(endpoint !== undefined && { endpoint }),
    ...(region !== undefined ? { region } : endpoint !== undefined && { region: 'us-east-1' }),
  };
}

/** The location itself is not shown: people put passwords where they do not belong. */
function invalid(location: string, error?: z.ZodError): PlatformError {
  const [issue] = error?.issues ?? [];
  return new PlatformError('INVALID_INPUT', {
    expected: 's3://bucket/prefix?endpoint=http://...&region=...',
    got: issue ? `${issue.path.join('.')} ${issue.message}`.trim() : `another form of ${location.length} characters`,
    where: 'storage location',
    advice: 'Credentials come from the AWS SDK’s usual places, not from the location.',
  });
}
