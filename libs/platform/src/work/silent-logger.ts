import { Logger } from 'graphile-worker';

/** What the queue has to say beyond the errors it throws and the events it emits is of no use to us. */
export const SILENT = new Logger(() => () => undefined);
