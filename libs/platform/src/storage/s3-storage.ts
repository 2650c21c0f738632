import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { GetObjectCommand, HeadObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { messageOf, PlatformError } from '../errors.js';
import type { OpenedFile, Storage, StoredBytes } from './storage.js';
import { fileNotFound, resolveRange, toPath, verify, writeFlushed } from './stored-bytes.js';

export interface S3Location {
  readonly bucket: string;
  /** Before every key, '' or ending in '/'. */
  readonly prefix: string;
  /** Of a server that is not Amazon's. Its buckets are addressed by path. */
  readonly endpoint?: string;
  /** Left out: from where the AWS SDK takes it (AWS_REGION, its profile). */
  readonly region?: string;
}

export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/**
 * A bucket of any server that speaks S3, by the AWS SDK, with credentials from where it takes them: environment, profile, the machine's
 * role; or with those given.
 *
 * The key of a file is the hash of its bytes, which is known only when the last of them has come: they wait in a file of their own in the
 * system's temporary folder. An object becomes visible when the whole of it has arrived.
 */
export function createS3Storage(
  { bucket, prefix, endpoint, region }: S3Location,
  credentials?: S3Credentials,
): Storage {
  const client = new S3Client({
    ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
    ...(region !== undefined && { region }),
    ...(credentials && { credentials }),
    // Every file is compared with its hash by ourselves, and not every server knows the newer checksums.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const bucketOf = new Bucket(client, bucket, prefix);
  return {
    write: (content) => write(bucketOf, content),
    read: async (sha256) => {
      const { Body } = await bucketOf.get(sha256);
      return verify(sha256, Buffer.from(await Body!.transformToByteArray()));
    },
    open: async (sha256, range) => {
      const byteSize = await bucketOf.findSize(sha256);
      if (byteSize === null) throw fileNotFound(sha256);
      const { start, end } = resolveRange(sha256, byteSize, range);
      const { Body } = await bucketOf.get(sha256, byteSize === 0 ? undefined : `bytes=${start}-${end}`);
      return { byteSize, start, end, content: Body as Readable } satisfies OpenedFile;
    },
    stat: (sha256) => bucketOf.findSize(sha256),
  };
}

async function write(bucket: Bucket, content: Uint8Array | Readable): Promise<StoredBytes> {
  const folder = await mkdtemp(join(tmpdir(), 'contrapposto-incoming-'));
  const file = join(folder, 'content');
  try {
    const stored = await writeFlushed(file, content instanceof Uint8Array ? [content] : content);
    // What is there already has the same bytes, unless its size says that it was damaged.
    if ((await bucket.findSize(stored.sha256)) !== stored.byteSize) await bucket.put(stored.sha256, file);
    return stored;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What we ask of a bucket, by hash. */
class Bucket {
  constructor(
    private readonly client: S3Client,
    private readonly name: string,
    private readonly prefix: string,
  ) {}

  /** @throws PlatformError FILE_NOT_FOUND, STORAGE_FAILED */
  async get(sha256: string, range?: string) {
    const input = { ...this.place(sha256), ...(range !== undefined && { Range: range }) };
    try {
      return await this.client.send(new GetObjectCommand(input));
    } catch (error) {
      throw isAbsence(error) ? fileNotFound(sha256) : this.failed(error);
    }
  }

  /** Null where there is no such object. */
  async findSize(sha256: string): Promise<number | null> {
    const place = this.place(sha256);
    try {
      return (await this.client.send(new HeadObjectCommand(place))).ContentLength ?? 0;
    } catch (error) {
      if (isAbsence(error)) return null;
      throw this.failed(error);
    }
  }

  /** In one piece or, where it is large, in parts that become one object at the end. */
  async put(sha256: string, file: string): Promise<void> {
    const params = { ...this.place(sha256), Body: createReadStream(file) };
    try {
      await new Upload({ client: this.client, params }).done();
    } catch (error) {
      throw this.failed(error);
    }
  }

  private place(sha256: string): { Bucket: string; Key: string } {
    return { Bucket: this.name, Key: this.prefix + toPath(sha256) };
  }

  private failed(cause: unknown): PlatformError {
    const name = cause instanceof S3ServiceException ? `${cause.name}: ` : '';
    return new PlatformError(
      'STORAGE_FAILED',
      {
        expected: 'the bucket to answer',
        got: name + messageOf(cause),
        where: `s3://${this.name}/${this.prefix}`,
        advice: 'Check its name, endpoint, region, and the credentials that the AWS SDK finds.',
      },
      { cause },
    );
  }
}

function isAbsence(error: unknown): boolean {
  return error instanceof S3ServiceException && (error.name === 'NotFound' || error.name === 'NoSuchKey');
}
