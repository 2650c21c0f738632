import { encodeUtf8 } from '../utf8.js';
import { ByteWriter } from './byte-writer.js';
import { computeCrc32 } from './crc32.js';

const VERSION = 20;
/** 1 January 1980, the calendar's first day: the same files give the same archive. */
const EPOCH_DATE = 0x0021;
const UTF8_FLAG = 0x0800;

/** What the local header and the directory say alike: version to name lengths. */
function writeFacts(out: ByteWriter, name: Uint8Array, file: Uint8Array): void {
  out.writeUint16(VERSION).writeUint16(UTF8_FLAG).writeUint16(0).writeUint16(0).writeUint16(EPOCH_DATE);
  out.writeUint32(computeCrc32(file)).writeUint32(file.length).writeUint32(file.length);
  out.writeUint16(name.length).writeUint16(0);
}

/** A zip archive of these files, stored as they are (as numpy.savez does), in their order. */
export function writeZip(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const out = new ByteWriter();
  const directory = new ByteWriter();
  for (const [text, file] of files) {
    const name = encodeUtf8(text);
    directory.writeBytes([0x50, 0x4b, 1, 2]).writeUint16(VERSION);
    writeFacts(directory, name, file);
    directory.writeUint16(0).writeUint16(0).writeUint16(0).writeUint32(0).writeUint32(out.length).writeBytes(name);
    out.writeBytes([0x50, 0x4b, 3, 4]);
    writeFacts(out, name, file);
    out.writeBytes(name).writeBytes(file);
  }
  const start = out.length;
  const entries = directory.toBytes();
  out.writeBytes(entries).writeBytes([0x50, 0x4b, 5, 6]).writeUint32(0);
  out.writeUint16(files.size).writeUint16(files.size).writeUint32(entries.length).writeUint32(start).writeUint16(0);
  return out.toBytes();
}
