import { NODE_TYPES, type NodeTypeName } from './schema/node.js';
import { UserMistake } from './errors/user-mistake.js';

/** What an id may name: nodes, and what only mutations take or lists show. */
export type GlobalType = NodeTypeName | 'Upload' | 'Job' | 'GeneratedImage';

const TYPES: readonly string[] = [...NODE_TYPES, 'Upload', 'Job', 'GeneratedImage'];
const PARTS = /^([A-Za-z]+):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9]{1,19})$/;
const LONGEST = 200;

export interface GlobalId {
  readonly type: GlobalType;
  readonly id: string;
}

/** base64url of `Type:uuid`; callers may compare such ids, and look into none. */
export function toGlobalId(type: GlobalType, id: string): string {
  return Buffer.from(`${type}:${id}`).toString('base64url');
}

/** Null for what is no global id. */
export function parseGlobalId(text: string): GlobalId | null {
  if (text.length > LONGEST) return null;
  const [, type, id] = PARTS.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  if (type === undefined || id === undefined || !TYPES.includes(type)) return null;
  return { type: type as GlobalType, id };
}

/**
 * The id of one of some types.
 *
 * @throws UserMistake INVALID_INPUT where it is none, or names something else
 */
export function requireGlobalId<Type extends GlobalType>(
  text: string,
  types: readonly Type[],
  field: string,
): { readonly type: Type; readonly id: string } {
  const found = parseGlobalId(text);
  if (found && (types as readonly GlobalType[]).includes(found.type)) return { type: found.type as Type, id: found.id };
  throw new UserMistake(
    'INVALID_INPUT',
    {
      expected: `the id of a ${types.join(' or a ')}`,
      got: found ? `that of a ${found.type}` : JSON.stringify(text.slice(0, 80)),
      where: field,
    },
    field,
  );
}
