import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ModelFolderError } from '../errors.js';
import { readSafetensorsHeader } from './safetensors.js';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'safetensors-'))));
afterAll(() => rm(folder, { recursive: true }));

const TENSOR = { dtype: 'F32', shape: [2, 2], data_offsets: [0, 16] };

function encode(header: unknown, dataBytes: number, declaredLength?: bigint): Buffer {
  const json = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(declaredLength ?? BigInt(json.length));
  return Buffer.concat([length, json, Buffer.alloc(dataBytes)]);
}

async function read(bytes: Buffer) {
  const path = join(folder, 'w.safetensors');
  await writeFile(path, bytes);
  return readSafetensorsHeader(path);
}

describe('readSafetensorsHeader', () => {
  it('gives every tensor with its place in the file', async () => {
    const header = {
      __metadata__: { format: 'pt' },
      a: TENSOR,
      b: { dtype: 'F16', shape: [], data_offsets: [16, 18] },
    };
    const bytes = encode(header, 18);
    const { entries } = await read(bytes);
    const start = bytes.length - 18;
    expect([...entries.values()]).toEqual([
      { name: 'a', dtype: 'F32', dims: [2, 2], offset: start, byteLength: 16 },
      { name: 'b', dtype: 'F16', dims: [], offset: start + 16, byteLength: 2 },
    ]);
  });

  it.each([
    ['an empty file', Buffer.alloc(0), 'WEIGHTS_TRUNCATED'],
    ['a header cut short', encode({ a: TENSOR }, 0).subarray(0, 20), 'WEIGHTS_TRUNCATED'],
    ['data cut short', encode({ a: TENSOR }, 15), 'WEIGHTS_TRUNCATED'],
    ['a header longer than the format allows', encode('{}', 0, 100_000_001n), 'WEIGHTS_CORRUPT'],
    ['a length of 2^63', encode('{}', 0, 2n ** 63n), 'WEIGHTS_CORRUPT'],
    ['a header that is no JSON', encode('{"a":', 0), 'WEIGHTS_CORRUPT'],
    ['a header that is a list', encode([], 0), 'WEIGHTS_CORRUPT'],
    ['a tensor without a shape', encode({ a: { dtype: 'F32', data_offsets: [0, 4] } }, 4), 'WEIGHTS_CORRUPT'],
    ['a negative offset', encode({ a: { ...TENSOR, data_offsets: [-16, 0] } }, 16), 'WEIGHTS_CORRUPT'],
    ['an end before its beginning', encode({ a: { ...TENSOR, data_offsets: [16, 0] } }, 16), 'WEIGHTS_CORRUPT'],
    ['a range that does not fit the shape', encode({ a: { ...TENSOR, shape: [3] } }, 16), 'WEIGHTS_CORRUPT'],
    ['an unknown dtype', encode({ a: { ...TENSOR, dtype: 'F3' } }, 16), 'WEIGHTS_CORRUPT'],
    ['sizes whose product overflows', encode({ a: { ...TENSOR, shape: [2 ** 40, 2 ** 40] } }, 16), 'WEIGHTS_CORRUPT'],
    ['overlapping tensors', encode({ a: TENSOR, b: { ...TENSOR, data_offsets: [8, 24] } }, 24), 'WEIGHTS_CORRUPT'],
  ])('refuses %s', async (_name, bytes, code) => {
    const error = await read(bytes).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ModelFolderError);
    expect(error).toMatchObject({ code, message: expect.stringMatching(/^Expected .+, got .+ \(.*w\.safetensors/) });
  });

  it('says so when there is no file', async () => {
    await expect(readSafetensorsHeader(join(folder, 'none'))).rejects.toMatchObject({ code: 'WEIGHTS_MISSING' });
  });
});
