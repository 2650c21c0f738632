import { existsSync, readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTemporaryFolder } from '../testing/temporary-folder.js';
import { describeStorage } from '../testing/storage-contract.js';
import { createStorage } from './create-storage.js';
import { toPath } from './stored-bytes.js';

const temporary = createTemporaryFolder();
const incoming = join(temporary.path, 'incoming');
const storage = createStorage(temporary.path);
afterAll(() => temporary.remove());

describeStorage('local storage', () => ({
  storage,
  tamper: (sha256, bytes) => writeFile(join(temporary.path, toPath(sha256)), bytes),
  leftovers: () => (existsSync(incoming) ? readdirSync(incoming) : []),
}));
