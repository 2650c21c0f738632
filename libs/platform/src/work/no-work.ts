import { PlatformError } from '../errors.js';
import type { WorkKind } from './work-kind.js';

export function noWork({ name, table }: Pick<WorkKind, 'name' | 'table'>, id: string): never {
  throw new PlatformError('NOT_FOUND', { expected: `a ${name}`, got: `none with id ${id}`, where: table });
}
