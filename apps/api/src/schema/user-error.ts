import { Field, ObjectType, registerEnumType } from 'type-graphql';

/** What a caller can put right; README.md says for each when it comes and what to do. */
export const USER_ERROR_CODES = [
  'INVALID_INPUT',
  'NOT_FOUND',
  'STALE_REVISION',
  'ALREADY_EXISTS',
  'ARCHIVED',
  'IDEMPOTENCY_KEY_REUSED',
  'ILLEGAL_TRANSITION',
  'UPLOAD_TOO_LARGE',
  'UPLOAD_UNREADABLE',
  'IMPORT_INTERRUPTED',
  'IMPOSSIBLE_SIZE',
  'MODEL_UNAVAILABLE',
  'PROMPT_SLOT_INVALID',
  'REPLACEMENT_CYCLE',
  'LICENSE_CONFLICT',
  'TOO_MANY',
  'INCOMPARABLE',
] as const;

export type UserErrorCode = (typeof USER_ERROR_CODES)[number];

export const UserErrorCodeEnum = Object.fromEntries(USER_ERROR_CODES.map((code) => [code, code]));
registerEnumType(UserErrorCodeEnum, { name: 'UserErrorCode', description: 'What a caller can put right.' });

export interface UserError {
  readonly code: UserErrorCode;
  readonly field: string | null;
  readonly message: string;
}

@ObjectType('UserError', { description: 'What the caller can put right: nothing was changed.' })
export class UserErrorType implements UserError {
  @Field(() => UserErrorCodeEnum)
  readonly code!: UserErrorCode;

  @Field(() => String, { nullable: true, description: 'Path in the input, such as input.name; null for the whole.' })
  readonly field!: string | null;

  @Field(() => String)
  readonly message!: string;
}
