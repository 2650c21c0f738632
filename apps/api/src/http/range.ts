import type { ByteRange } from '@contrapposto/platform';

const ONE_RANGE = /^bytes=(\d*)-(\d*)$/;

/**
 * What a Range header asks for: null for the whole file (no header, several ranges, or a form that RFC 9110 tells to ignore), 'unsatisfiable'
 * where it lies outside of the file.
 */
export function parseRange(header: string | undefined, byteSize: number): ByteRange | null | 'unsatisfiable' {
  const [, first, last] = ONE_RANGE.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined || first + last === '') return null;
  // "-500": the last 500 bytes.
  const start = first === '' ? Math.max(0, byteSize - Number(last)) : Number(first);
  const end = first === '' || last === '' ? byteSize - 1 : Math.min(Number(last), byteSize - 1);
  if (first !== '' && last !== '' && Number(last) < start) return null;
  return start >= byteSize || end < start ? 'unsatisfiable' : { start, end };
}
