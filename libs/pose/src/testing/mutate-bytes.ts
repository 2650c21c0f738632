import { createRandom } from './create-random.js';

/** A hostile relative of a file: some bytes changed, cut out, doubled or swapped. The same seed gives the same. */
export function mutateBytes(original: Uint8Array, seed: number): Uint8Array {
  const random = createRandom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  let bytes = [...original];
  for (let rounds = 1 + below(4); rounds > 0; rounds--) {
    const at = below(bytes.length);
    const length = 1 + below(16);
    switch (below(5)) {
      case 0:
        bytes[at] = below(256);
        break;
      case 1:
        bytes.splice(at, length);
        break;
      case 2:
        bytes.splice(at, 0, ...bytes.slice(at, at + length));
        break;
      case 3:
        bytes[at] = '0123456789-e.{}[],"'.charCodeAt(below(19));
        break;
      default:
        if (random() < 0.2) bytes = bytes.slice(0, at);
        else bytes.splice(at, length, ...bytes.slice(below(bytes.length)).slice(0, length));
    }
    if (bytes.length === 0) break;
  }
  return Uint8Array.from(bytes);
}
