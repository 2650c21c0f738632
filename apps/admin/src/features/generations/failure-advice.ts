/** What a person can do about a failure, by its code; the message says what happened. */
const ADVICE: Readonly<Record<string, string>> = {
  BACKEND_CRASHED: 'Every attempt crashed its process. A smaller picture, or a look at the worker’s log, may tell why.',
  BACKEND_TIMEOUT: 'It took longer than a worker waits. Fewer steps or a smaller picture help.',
  BACKEND_UNAVAILABLE: 'No worker could run it. Is one started, and does it see its device?',
  OUT_OF_MEMORY: 'The picture did not fit in memory. Choose a smaller size, or run one generation at a time.',
  STORAGE_UNAVAILABLE: 'The picture could not be stored. Is there room on the disk, and does the store answer?',
  WORKER_LOST: 'Its workers stopped without a word. Retry once one is running.',
  MODEL_UNAVAILABLE: 'No worker has this model any more. Start one with it, or choose another.',
  RECIPE_UNSUPPORTED: 'No backend can do what this recipe asks for. Change its settings and generate again.',
  INVALID_RECIPE: 'The recipe is not one that can be drawn. Change its settings and generate again.',
  MODEL_DAMAGED: 'The model’s files are not what they should be. Install the model again.',
  INTERNAL: 'This is a fault of the program. The worker’s log has the whole story.',
};

export function adviseOn(code: string): string {
  return ADVICE[code] ?? 'Retry it, or change the settings.';
}
