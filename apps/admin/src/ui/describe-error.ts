/** What an unknown thrown value says, for a person. */
export function describeError(error: unknown): string {
  if (error instanceof TypeError && error.message.includes('fetch'))
    return 'The API does not answer. Is it running? This page tries again by itself.';
  if (error instanceof Error) return error.message;
  return typeof error === 'string' ? error : 'Something failed without saying what.';
}
