import { crc32, deflateSync } from 'node:zlib';

/** ISO/IEC 15948: a signature, then chunks of length, type, data, CRC-32 of type and data. */
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const EIGHT_BITS = 8;
const RGB = 2;

/** @param data (height, width, 3), RGB, 0..255 */
export function encodePng({ width, height, data }: { width: number; height: number; data: Uint8Array }): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([EIGHT_BITS, RGB], 8);
  const pixels = deflateSync(filterRows(width * 3, height, data));
  return Buffer.concat([
    SIGNATURE,
    formatChunk('IHDR', header),
    formatChunk('IDAT', pixels),
    formatChunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Each row after the number of its filter: 0, none, which is best for flat colours. */
function filterRows(stride: number, height: number, data: Uint8Array): Buffer {
  const rows = Buffer.alloc((stride + 1) * height);
  for (let row = 0; row < height; row += 1)
    rows.set(data.subarray(row * stride, (row + 1) * stride), row * (stride + 1) + 1);
  return rows;
}

function formatChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
