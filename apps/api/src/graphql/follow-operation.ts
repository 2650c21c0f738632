import { createSourceEventStream, execute, type ExecutionArgs, type ExecutionResult } from 'graphql';
import { type RequestContext, renewLoaders } from '../request-context.js';

export interface FollowHooks {
  /** What is done with each result before it is sent. */
  readonly finish: (result: ExecutionResult) => ExecutionResult;
  /** What a source that broke is told as. */
  readonly explain: (error: unknown) => ExecutionResult;
  readonly onStart: () => void;
  readonly onEnd: () => void;
}

/**
 * graphql's `subscribe`, with three differences. Each event is executed with loaders of its own, or it would show what an earlier one loaded.
 * The source hears at once when the follower leaves, though it be in the middle of waiting for its next event. And a source that breaks ends with
 * a last result that says why, not with the whole connection.
 */
export async function followOperation(
  args: ExecutionArgs & { readonly contextValue: RequestContext },
  { finish, explain, onStart, onEnd }: FollowHooks,
): Promise<AsyncIterableIterator<ExecutionResult, undefined> | ExecutionResult> {
  const gone = new AbortController();
  const contextValue = { ...args.contextValue, signal: gone.signal };
  const source = await createSourceEventStream({ ...args, contextValue });
  if (!(Symbol.asyncIterator in source)) return finish(source);
  const events: AsyncIterator<unknown, unknown> = source[Symbol.asyncIterator]();
  const end = async (): Promise<IteratorResult<ExecutionResult, undefined>> => {
    if (!gone.signal.aborted) onEnd();
    gone.abort();
    await events.return?.();
    return { value: undefined, done: true };
  };
  const next = async (): Promise<IteratorResult<ExecutionResult, undefined>> => {
    try {
      const { value: rootValue, done = false } = gone.signal.aborted ? await end() : await events.next();
      if (done) return await end();
      const renewed = { ...args, rootValue, contextValue: renewLoaders(contextValue) };
      return { value: finish(await execute(renewed)), done: false };
    } catch (error) {
      await end();
      return { value: explain(error), done: false };
    }
  };
  onStart();
  const results: AsyncIterableIterator<ExecutionResult, undefined> = {
    next,
    return: end,
    [Symbol.asyncIterator]: () => results,
  };
  return results;
}
