/** What is wrong with the environment; the message is for whoever started the program. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}
