import { type CanvasSize, type Rgb } from '../types.js';

/** An 8-bit RGB canvas, black at first, that takes clipped pixels and spans in a current colour. */
export class Raster implements CanvasSize {
  /** (height, width, 3), RGB, 0..255. */
  readonly data: Uint8Array<ArrayBuffer>;
  /** Whether any pixel was ever set. */
  painted = false;
  private red = 0;
  private green = 0;
  private blue = 0;

  /** @param reuse memory of the right size to draw into; what it holds is cleared. */
  constructor(
    readonly width: number,
    readonly height: number,
    reuse?: Uint8Array<ArrayBuffer>,
  ) {
    this.data = reuse?.fill(0) ?? new Uint8Array(width * height * 3);
  }

  setColour([red, green, blue]: Rgb): void {
    this.red = red;
    this.green = green;
    this.blue = blue;
  }

  setPixel(x: number, y: number): void {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return;
    const offset = (y * this.width + x) * 3;
    this.data[offset] = this.red;
    this.data[offset + 1] = this.green;
    this.data[offset + 2] = this.blue;
    this.painted = true;
  }

  /** Sets the pixels first..last of row y, both inclusive, as far as they lie on the canvas. */
  fillSpan(y: number, first: number, last: number): void {
    if (y < 0 || y >= this.height || last < 0 || first >= this.width || first > last) return;
    const { data, red, green, blue } = this;
    const row = y * this.width;
    const end = (row + Math.min(last, this.width - 1)) * 3;
    for (let offset = (row + Math.max(first, 0)) * 3; offset <= end; offset += 3) {
      data[offset] = red;
      data[offset + 1] = green;
      data[offset + 2] = blue;
    }
    this.painted = true;
  }
}
