import { formatReport, type ErrorReport } from '@contrapposto/pose';
import type { UserErrorCode } from '../schema/user-error.js';

/** Something that the caller can put right, found before the platform was asked. */
export class UserMistake extends Error {
  override readonly name = 'UserMistake';

  constructor(
    readonly code: UserErrorCode,
    report: ErrorReport | string,
    /** Path in the mutation's input, without `input.`; null where no one field is to blame. */
    readonly field: string | null = null,
  ) {
    super(typeof report === 'string' ? report : formatReport(report));
  }
}
