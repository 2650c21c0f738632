import { drawEdge } from './draw-edge.js';
import { toPixel } from './fixed-point.js';
import { type Raster } from './raster.js';

/** A vertex in 1/65536 pixel. */
export interface Vertex {
  readonly x: number;
  readonly y: number;
}

/** One of the two chains of edges that lead from the topmost vertex down, at the scan line's current row. */
class Chain {
  x = 0;
  /** Row at which the current edge ends. */
  endRow: number;
  private slope = 0;

  constructor(
    private readonly vertices: readonly Vertex[],
    private vertex: number,
    private readonly direction: 1 | -1,
    firstRow: number,
  ) {
    this.endRow = firstRow;
  }

  /** Takes the next edge that reaches below `row`. @returns how many edges were used up, or -1 when `budget` ran out. */
  takeEdge(row: number, budget: number): number {
    const count = this.vertices.length;
    let from = this.vertex;
    for (let used = 1; used <= budget; used++) {
      const to = (from + this.direction + count) % count;
      const start = this.vertices[from]!;
      const end = this.vertices[to]!;
      const endRow = toPixel(end.y);
      if (endRow > row) {
        const rows = endRow - row;
        this.slope = Math.trunc(((end.x - start.x) * 2 + rows) / (2 * rows));
        this.x = start.x;
        this.endRow = endRow;
        this.vertex = to;
        return used;
      }
      from = to;
    }
    return -1;
  }

  descend(rows: number): void {
    this.x += this.slope * rows;
  }
}

function drawOutline(raster: Raster, vertices: readonly Vertex[]): void {
  let previous = vertices[vertices.length - 1]!;
  for (const vertex of vertices) {
    drawEdge(raster, { x1: previous.x, y1: previous.y, x2: vertex.x, y2: vertex.y });
    previous = vertex;
  }
}

function indexOfTopmost(vertices: readonly Vertex[]): number {
  return vertices.reduce((top, vertex, index) => (vertex.y < vertices[top]!.y ? index : top), 0);
}

/** Fills a convex polygon as OpenCV does: the outline by `drawEdge`, then the inside. */
export function fillConvexPolygon(raster: Raster, vertices: readonly Vertex[]): void {
  drawOutline(raster, vertices);
  fillConvexSpans(raster, vertices);
}

/**
 * The inside of a convex polygon: one span per row between two chains of edges whose x starts exactly at each vertex and
 * advances by a slope rounded once. Rows above the canvas are skipped in one step, since nothing happens in them but the
 * advance.
 */
export function fillConvexSpans(raster: Raster, vertices: readonly Vertex[]): void {
  const top = indexOfTopmost(vertices);
  const firstRow = toPixel(vertices[top]!.y);
  const lastRow = Math.min(toPixel(Math.max(...vertices.map(({ y }) => y))), raster.height - 1);
  const forward = new Chain(vertices, top, 1, firstRow);
  const backward = new Chain(vertices, top, -1, firstRow);
  let budget = vertices.length;

  for (let row = firstRow; row <= lastRow;) {
    for (const chain of [forward, backward]) {
      if (row < chain.endRow) continue;
      const used = chain.takeEdge(row, budget);
      if (used < 0) return;
      budget -= used;
    }
    const left = toPixel(Math.min(forward.x, backward.x));
    const right = toPixel(Math.max(forward.x, backward.x));
    raster.fillSpan(row, left, right);

    const rows = row < 0 ? Math.min(forward.endRow, backward.endRow, 0) - row : 1;
    forward.descend(rows);
    backward.descend(rows);
    row += rows;
  }
}
