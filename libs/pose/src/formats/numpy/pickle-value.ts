import { type Dtype } from './dtype.js';
import { type NumpyArray } from './numpy-array.js';

/** What a pickle can hold here. Values may be shared, and a list may hold itself: look only as deep as you need. */
export type PickleValue =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | PickleTuple
  | PickleList
  | PickleDict
  | PickleName
  | PickleDtype
  | UnbuiltArray
  | NumpyArray;

export class PickleTuple {
  constructor(readonly items: readonly PickleValue[]) {}
}

export class PickleList {
  readonly items: PickleValue[] = [];
}

export class PickleDict {
  readonly items = new Map<string, PickleValue>();
}

/** A global that the file names, as a name: nothing is looked up, nothing is called. */
export class PickleName {
  constructor(readonly name: string) {}
}

/** An element type, whose order of bytes comes with its state. */
export class PickleDtype {
  constructor(public dtype: Dtype) {}
}

/** `_reconstruct` makes an array without content, and its state fills it: in a pickle these are two steps. */
export class UnbuiltArray {
  array: NumpyArray | null = null;
}
