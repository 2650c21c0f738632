/** Little-endian numbers and bytes, one after another, in memory that grows. */
export class ByteWriter {
  private bytes = new Uint8Array(256);
  length = 0;

  writeUint8(value: number): this {
    this.grow(1);
    this.bytes[this.length++] = value;
    return this;
  }

  writeUint16(value: number): this {
    return this.writeUint8(value).writeUint8(value >>> 8);
  }

  writeUint32(value: number): this {
    return this.writeUint16(value).writeUint16(value >>> 16);
  }

  writeBytes(values: ArrayLike<number>): this {
    this.grow(values.length);
    this.bytes.set(values, this.length);
    this.length += values.length;
    return this;
  }

  toBytes(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }

  private grow(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + count));
    larger.set(this.bytes);
    this.bytes = larger;
  }
}

/** Float32 in little-endian order on every machine. */
export function toFloat32Bytes(values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  for (const [index, value] of values.entries()) view.setFloat32(index * 4, value, true);
  return new Uint8Array(view.buffer);
}
