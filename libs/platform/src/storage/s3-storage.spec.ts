import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import S3rver from 's3rver';
import { describeStorage } from '../testing/storage-contract.js';
import { createTemporaryFolder } from '../testing/temporary-folder.js';
import { createStorage, parseS3Location } from './create-storage.js';
import { createS3Storage } from './s3-storage.js';
import type { Storage } from './storage.js';
import { toPath } from './stored-bytes.js';

/** The only account that s3rver knows. */
const ACCOUNT = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };

const connect = (location: string) => createS3Storage(parseS3Location(location), ACCOUNT);

describe('a bucket', () => {
  const temporary = createTemporaryFolder();
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory: temporary.path,
    configureBuckets: [{ name: 'studio' }],
  });
  let endpoint: string;
  let storage: Storage;
  let client: S3Client;

  beforeAll(async () => {
    endpoint = `http://127.0.0.1:${(await server.run()).port}`;
    storage = connect(`s3://studio/files/here?endpoint=${endpoint}`);
    client = new S3Client({ endpoint, forcePathStyle: true, region: 'us-east-1', credentials: ACCOUNT });
  });
  afterAll(async () => {
    client.destroy();
    await server.close();
    temporary.remove();
  });

  describeStorage('as a storage', () => ({
    storage,
    tamper: async (sha256, bytes) => {
      const Key = `files/here/${toPath(sha256)}`;
      await client.send(new PutObjectCommand({ Bucket: 'studio', Key, Body: bytes }));
    },
    leftovers: () => readdirSync(tmpdir()).filter((name) => name.startsWith('contrapposto-incoming-')),
  }));

  it('that is not there is a failure, not an absence', async () => {
    const elsewhere = connect(`s3://nowhere?endpoint=${endpoint}`);
    await expect(elsewhere.write(Buffer.from('x'))).rejects.toMatchObject({
      code: 'STORAGE_FAILED',
      message: expect.stringContaining('s3://nowhere/'),
    });
  });

  it('is opened by its location', async () => {
    const found = createStorage('s3://studio?endpoint=http://127.0.0.1:1');
    await expect(found.read('not a hash')).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
  });

  it('that does not let us in is a failure', async () => {
    const closed = createServer((_request, response) => response.writeHead(403).end()).listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const { port } = closed.address() as AddressInfo;
    const refused = connect(`s3://studio?endpoint=http://127.0.0.1:${port}`);
    for (const attempt of [refused.stat('0'.repeat(64)), refused.read('0'.repeat(64)), refused.write(Buffer.from('x'))])
      await expect(attempt).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
    closed.close();
  });
});

describe('the location of a bucket', () => {
  it.each([
    ['s3://studio', { bucket: 'studio', prefix: '' }],
    ['s3://studio/a/b/?region=eu-west-1', { bucket: 'studio', prefix: 'a/b/', region: 'eu-west-1' }],
    [
      's3://studio/a%20b?endpoint=http://127.0.0.1:9000',
      { bucket: 'studio', prefix: 'a b/', endpoint: 'http://127.0.0.1:9000', region: 'us-east-1' },
    ],
  ])('%s is understood', (location, expected) => {
    expect(parseS3Location(location)).toEqual(expected);
  });

  it.each([
    's3://',
    's3:///folder',
    's3://key:secret@studio',
    's3://studio?endpont=http://x',
    's3://studio?endpoint=ftp://x',
  ])('%s is refused', (location) => {
    expect(() => createStorage(location)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
  });
});
