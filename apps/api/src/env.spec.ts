import { createConfig, DEFAULTS } from './config.js';
import { readEnvironment } from './env.js';

const DATABASE_URL = 'postgresql://user@127.0.0.1/contrapposto';

describe('the environment', () => {
  it('needs a database, and has a word for everything else', () => {
    const config = createConfig(readEnvironment({ DATABASE_URL, PORT: '5000', CONTRAPPOSTO_STORAGE: 's3://pictures' }));
    expect(config).toEqual({ ...DEFAULTS, databaseUrl: DATABASE_URL, port: 5000, storage: 's3://pictures' });
  });

  it.each<[string, NodeJS.ProcessEnv]>([
    ['DATABASE_URL', {}],
    ['DATABASE_URL', { DATABASE_URL: 'http://127.0.0.1' }],
    ['PORT', { DATABASE_URL, PORT: '70000' }],
    ['LOG_LEVEL', { DATABASE_URL, LOG_LEVEL: 'loud' }],
  ])('is refused by the name of what is wrong: %s', (name, variables) => {
    expect(() => readEnvironment(variables)).toThrow(name);
  });
});
