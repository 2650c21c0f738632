import { PoseError } from '@contrapposto/pose';
import { UserMistake } from './user-mistake.js';

/** Runs work of libs/pose on what a caller said: what it refuses is the caller's mistake about a field. */
export async function judgePose<Result>(field: string, work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof PoseError ? new UserMistake('INVALID_INPUT', error.message, field) : error;
  }
}
