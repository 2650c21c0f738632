import { refuse } from './byte-cursor.js';

/** RFC 1951, 3.2.5: what the symbols 257..285 and the distance codes 0..29 begin at, and how many bits they add. */
// prettier-ignore
const LENGTH_BASES = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
// prettier-ignore
const LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
// prettier-ignore
const DISTANCE_BASES = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];
// prettier-ignore
const DISTANCE_EXTRA = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];
/** 3.2.7: the order in which a block tells the lengths of its length code. */
const CODE_LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

const MAX_CODE_BITS = 15;
const END_OF_BLOCK = 256;

/** A canonical Huffman code: how many codes there are of each length, and the symbols in the codes' order. */
interface HuffmanCode {
  readonly counts: Uint16Array;
  readonly symbols: Uint16Array;
}

/** The greatest that deflate can make of so many bytes: a match of 258 costs at least two bits. */
export function computeLargestInflation(compressedBytes: number): number {
  return compressedBytes * 1032 + 64;
}

function createCode(lengths: Uint8Array, where: string): HuffmanCode {
  const counts = new Uint16Array(MAX_CODE_BITS + 1);
  for (const bits of lengths) counts[bits]!++;
  counts[0] = 0;
  const offsets = new Uint16Array(MAX_CODE_BITS + 2);
  let left = 1;
  for (let bits = 1; bits <= MAX_CODE_BITS; bits++) {
    left = left * 2 - counts[bits]!;
    if (left < 0) refuse('Huffman codes that fit their lengths', 'too many of one length', where);
    offsets[bits + 1] = offsets[bits]! + counts[bits]!;
  }
  const symbols = new Uint16Array(lengths.length);
  for (const [symbol, bits] of lengths.entries()) if (bits > 0) symbols[offsets[bits]!++] = symbol;
  return { counts, symbols };
}

function createFixedCodes(): { literals: HuffmanCode; distances: HuffmanCode } {
  const bitsOf = (symbol: number) => (symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8);
  const lengths = Uint8Array.from({ length: 288 }, (_, symbol) => bitsOf(symbol));
  return { literals: createCode(lengths, ''), distances: createCode(new Uint8Array(30).fill(5), '') };
}

const FIXED = createFixedCodes();

class Inflater {
  private position = 0;
  private bits = 0;
  private bitCount = 0;
  private written = 0;

  constructor(
    private readonly input: Uint8Array,
    private readonly output: Uint8Array,
    private readonly where: string,
  ) {}

  run(): void {
    let last = false;
    while (!last) {
      last = this.readBits(1) === 1;
      const kind = this.readBits(2);
      if (kind === 0) this.copyStored();
      else if (kind === 1) this.inflateBlock(FIXED.literals, FIXED.distances);
      else if (kind === 2) this.inflateDynamic();
      else refuse('a deflate block of kind 0, 1 or 2', '3', this.where);
    }
    if (this.written !== this.output.length)
      refuse(`${this.output.length} bytes, as the archive says`, `${this.written}`, this.where);
  }

  private readBits(count: number): number {
    while (this.bitCount < count) {
      if (this.position >= this.input.length) refuse('more compressed bytes', 'their end', this.where);
      this.bits |= this.input[this.position++]! << this.bitCount;
      this.bitCount += 8;
    }
    const value = this.bits & ((1 << count) - 1);
    this.bits >>>= count;
    this.bitCount -= count;
    return value;
  }

  /** 3.2.2: codes of one length are consecutive numbers, and begin where the shorter ones left off, doubled. */
  private readSymbol({ counts, symbols }: HuffmanCode): number {
    let [code, first, index] = [0, 0, 0];
    for (let bits = 1; bits <= MAX_CODE_BITS; bits++) {
      code |= this.readBits(1);
      const count = counts[bits]!;
      if (code - first < count) return symbols[index + code - first]!;
      index += count;
      first = (first + count) * 2;
      code *= 2;
    }
    return refuse('a Huffman code of this block', 'another', this.where);
  }

  private write(byte: number): void {
    if (this.written >= this.output.length)
      refuse(`${this.output.length} bytes, as the archive says`, 'more', this.where);
    this.output[this.written++] = byte;
  }

  private copyStored(): void {
    this.bits = this.bitCount = 0;
    const length = this.readBits(16);
    if (this.readBits(16) !== (~length & 0xffff)) refuse('a block length and its complement', 'others', this.where);
    for (let index = 0; index < length; index++) this.write(this.readBits(8));
  }

  private inflateDynamic(): void {
    const literalCount = this.readBits(5) + 257;
    const distanceCount = this.readBits(5) + 1;
    const codeLengths = new Uint8Array(CODE_LENGTH_ORDER.length);
    const given = this.readBits(4) + 4;
    for (const symbol of CODE_LENGTH_ORDER.slice(0, given)) codeLengths[symbol] = this.readBits(3);
    const lengths = this.readLengths(createCode(codeLengths, this.where), literalCount + distanceCount);
    const literals = createCode(lengths.subarray(0, literalCount), this.where);
    this.inflateBlock(literals, createCode(lengths.subarray(literalCount), this.where));
  }

  private readLengths(code: HuffmanCode, count: number): Uint8Array {
    const lengths = new Uint8Array(count);
    for (let index = 0; index < count;) {
      const symbol = this.readSymbol(code);
      if (symbol < 16) {
        lengths[index++] = symbol;
        continue;
      }
      if (symbol === 16 && index === 0) refuse('a length to repeat', 'none', this.where);
      const repeated = symbol === 16 ? lengths[index - 1]! : 0;
      const times = symbol === 16 ? 3 + this.readBits(2) : symbol === 17 ? 3 + this.readBits(3) : 11 + this.readBits(7);
      if (index + times > count) refuse(`${count} code lengths`, 'more', this.where);
      lengths.fill(repeated, index, index + times);
      index += times;
    }
    return lengths;
  }

  private inflateBlock(literals: HuffmanCode, distances: HuffmanCode): void {
    for (;;) {
      const symbol = this.readSymbol(literals);
      if (symbol === END_OF_BLOCK) return;
      if (symbol < END_OF_BLOCK) this.write(symbol);
      else this.copyMatch(symbol - END_OF_BLOCK - 1, distances);
    }
  }

  private copyMatch(lengthCode: number, distances: HuffmanCode): void {
    const base = LENGTH_BASES[lengthCode];
    if (base === undefined) return refuse('a length code of 257..285', String(lengthCode + 257), this.where);
    const length = base + this.readBits(LENGTH_EXTRA[lengthCode]!);
    const distanceCode = this.readSymbol(distances);
    const distanceBase = DISTANCE_BASES[distanceCode];
    if (distanceBase === undefined) return refuse('a distance code of 0..29', String(distanceCode), this.where);
    const distance = distanceBase + this.readBits(DISTANCE_EXTRA[distanceCode]!);
    if (distance > this.written) refuse(`a distance of at most ${this.written}`, String(distance), this.where);
    for (let count = 0; count < length; count++) this.write(this.output[this.written - distance]!);
  }
}

/**
 * Unpacks raw deflate data (RFC 1951) whose unpacked size is known.
 *
 * @param size bytes that must come out; taken at once, so the caller bounds it first.
 * @throws PoseError INVALID_FILE where the data are damaged, or make more or fewer bytes.
 */
export function inflateRaw(bytes: Uint8Array, size: number, where: string): Uint8Array {
  const output = new Uint8Array(size);
  new Inflater(bytes, output, where).run();
  return output;
}
