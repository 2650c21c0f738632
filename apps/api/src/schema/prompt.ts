import { GraphQLDateTime, GraphQLJSON } from 'graphql-scalars';
import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { createConnectionType } from './connection.js';
import { PromptSlotTypeEnum } from './enums.js';
import { NodeType } from './node.js';
import { UserErrorType } from './user-error.js';

@ObjectType('Prompt', { implements: NodeType })
export class PromptType extends NodeType {
  @Field(() => String)
  readonly name!: string;

  @Field(() => [String])
  readonly tags!: readonly string[];

  @Field(() => Int, { description: 'Counts edits: an update names the one it saw.' })
  readonly revision!: number;

  @Field(() => GraphQLDateTime, { nullable: true })
  readonly archivedAt!: Date | null;

  @Field(() => GraphQLDateTime)
  readonly createdAt!: Date;

  @Field(() => GraphQLDateTime)
  readonly updatedAt!: Date;
}

@ObjectType('PromptSlot', { description: 'A typed gap in a template.' })
@InputType('PromptSlotInput')
export class PromptSlotType {
  @Field(() => String)
  readonly name!: string;

  @Field(() => PromptSlotTypeEnum)
  readonly type!: 'text' | 'number' | 'choice';

  @Field(() => GraphQLJSON, { nullable: true, description: 'Text, or a number for a slot of type NUMBER.' })
  readonly default?: string | number | null;

  @Field(() => [String], { nullable: true, description: 'CHOICE: what it may be.' })
  readonly choices?: readonly string[] | null;

  @Field(() => Float, { nullable: true, description: 'NUMBER: the least.' })
  readonly min?: number | null;

  @Field(() => Float, { nullable: true, description: 'NUMBER: the most.' })
  readonly max?: number | null;

  @Field(() => Int, { nullable: true, description: 'TEXT: characters at most.' })
  readonly maxLength?: number | null;
}

@ObjectType('PromptVersion', { implements: NodeType })
export class PromptVersionType extends NodeType {
  @Field(() => Int)
  readonly version!: number;

  @Field(() => String, { description: 'Text with {slots}.' })
  readonly template!: string;

  @Field(() => String, { nullable: true })
  readonly negativePrompt!: string | null;

  @Field(() => [PromptSlotType])
  readonly slots!: readonly PromptSlotType[];

  @Field(() => GraphQLDateTime)
  readonly createdAt!: Date;
}

export const PromptConnection = createConnectionType('Prompt', () => PromptType);

@InputType('PromptFilter')
export class PromptFilterInput {
  @Field(() => String, { nullable: true })
  readonly text?: string | null;

  @Field(() => [String], { nullable: true, description: 'All of them.' })
  readonly tags?: string[] | null;

  @Field(() => Boolean, { nullable: true, defaultValue: false })
  readonly archived?: boolean | null;
}

@InputType()
export class CreatePromptInput {
  @Field(() => String)
  readonly name!: string;

  @Field(() => [String], { nullable: true })
  readonly tags?: string[] | null;

  @Field(() => String)
  readonly template!: string;

  @Field(() => String, { nullable: true })
  readonly negativePrompt?: string | null;

  @Field(() => [PromptSlotType], { nullable: true })
  readonly slots?: readonly PromptSlotType[] | null;
}

@InputType()
export class UpdatePromptInput {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly revision!: number;

  @Field(() => String, { nullable: true })
  readonly name?: string | null;

  @Field(() => [String], { nullable: true })
  readonly tags?: string[] | null;

  @Field(() => String, { nullable: true, description: 'This, negativePrompt or slots: writes a new version.' })
  readonly template?: string | null;

  @Field(() => String, { nullable: true })
  readonly negativePrompt?: string | null;

  @Field(() => [PromptSlotType], { nullable: true })
  readonly slots?: readonly PromptSlotType[] | null;
}

@ObjectType('PromptPayload')
export class PromptPayloadType {
  @Field(() => PromptType, { nullable: true })
  readonly prompt!: object | null;

  @Field(() => [UserErrorType], { complexity: 1 })
  readonly userErrors!: readonly UserErrorType[];
}
