import { useTestDatabase } from '../testing/test-database.js';
import { isConnectionError } from './connection-error.js';
import { createDatabase } from './database.js';

describe('connection errors', () => {
  const clone = useTestDatabase();
  const failureOf = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error: unknown) => error,
    );

  it('are those of a server that is not there', async () => {
    await using nowhere = createDatabase({ url: 'postgresql://nobody@127.0.0.1:1/none' });
    expect(isConnectionError(await failureOf(nowhere.query('select 1')))).toBe(true);
  });

  it('are those of a connection that is cut', async () => {
    const cut = failureOf(clone.current.query('select pg_terminate_backend(pg_backend_pid())'));
    expect(isConnectionError(await cut)).toBe(true);
  });

  it('are none of those that a statement has earned', async () => {
    expect(isConnectionError(await failureOf(clone.current.query('select 1 / 0')))).toBe(false);
    expect(isConnectionError('a connection')).toBe(false);
  });
});
