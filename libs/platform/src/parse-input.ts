import type { z } from 'zod';
import { PlatformError } from './errors.js';

/** @throws PlatformError INVALID_INPUT about the first field that is wrong, named in `field` */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  input: z.input<Schema>,
  where: string,
): z.output<Schema> {
  const { success, data, error } = schema.safeParse(input);
  if (success) return data;
  const { path, message } = error.issues[0]!;
  throw invalidField(path.join('.'), message, where);
}

/** A field that is wrong in a way that a schema cannot say. '' is the whole input. */
export function invalidField(field: string, got: string, where: string, advice?: string): PlatformError {
  return new PlatformError(
    'INVALID_INPUT',
    {
      expected: 'a valid value',
      got,
      where: field === '' ? where : `${where}, ${field}`,
      ...(advice !== undefined && { advice }),
    },
    { field },
  );
}
