/** What an .npy or .npz file may ask of this machine; every bound is checked before memory is taken. */
export interface NumpyLimits {
  /** Files in an archive. */
  readonly maxEntries: number;
  /** Bytes of all of them together, unpacked. */
  readonly maxBytes: number;
  /** Instructions of a pickle, hence values in it. */
  readonly maxValues: number;
}

export const DEFAULT_NUMPY_LIMITS: NumpyLimits = { maxEntries: 64, maxBytes: 64 * 2 ** 20, maxValues: 1_000_000 };
