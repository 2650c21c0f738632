import { type PersonPose } from '../types.js';
import { isFiniteNumber } from './file-record.js';

export interface ContactPoint {
  readonly x: number;
  readonly y: number;
}

/**
 * Human-Art's points where a body touches itself, in pixels. The data set's description gives a flat list x, y, x, y; its
 * files hold a list of pairs. Both are read; anything else counts as none.
 */
export function readSelfContact(person: PersonPose): ContactPoint[] {
  const value = person.extra?.self_contact;
  if (!Array.isArray(value)) return [];
  const numbers: unknown[] = value.flat();
  if (numbers.length % 2 !== 0 || !numbers.every(isFiniteNumber)) return [];
  return Array.from({ length: numbers.length / 2 }, (_, i) => ({ x: numbers[2 * i]!, y: numbers[2 * i + 1]! }));
}
