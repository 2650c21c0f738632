import { z } from 'zod';
import { PlatformError } from '../errors.js';
import { createLocalStorage } from './local-storage.js';
import { createS3Storage, type S3Location } from './s3-storage.js';
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
  return createS3Storage(parseS3Location(location));
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
