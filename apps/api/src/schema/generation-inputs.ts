import type { Pose } from '@contrapposto/pose';
import { GraphQLJSON, GraphQLSafeInt } from 'graphql-scalars';
import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { CancelOutcomeEnum, SchedulerEnum } from './enums.js';
import { GenerationType } from './generation.js';
import { PoseData } from './pose-data.js';
import { UserErrorType } from './user-error.js';

/** Of a recipe all but pose, prompt and seed. Whatever is left out is the model's business. */
@InputType()
abstract class RecipeSettingsInput {
  @Field(() => ID, { nullable: true, description: 'Left out: the model that was seen last.' })
  readonly modelId?: string | null;

  @Field(() => String, { nullable: true })
  readonly negativePrompt?: string | null;

  @Field(() => Int, { nullable: true })
  readonly width?: number | null;

  @Field(() => Int, { nullable: true })
  readonly height?: number | null;

  @Field(() => SchedulerEnum, { nullable: true })
  readonly scheduler?: string | null;

  @Field(() => Int, { nullable: true })
  readonly numInferenceSteps?: number | null;

  @Field(() => Float, { nullable: true })
  readonly guidanceScale?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'How strongly the branch or adapter acts, 0..2. Of the families controlnet and t2i-adapter alone.',
  })
  readonly conditioningScale?: number | null;
}

/** What one generation and a batch have in common. */
@InputType()
abstract class SettingsInput extends RecipeSettingsInput {
  @Field(() => Int, { nullable: true, defaultValue: 0, description: '-100..100; higher runs sooner.' })
  readonly priority?: number | null;

  @Field(() => String, { nullable: true, description: 'The same key again returns what it was first sent for.' })
  readonly idempotencyKey?: string | null;
}

export { RecipeSettingsInput, SettingsInput };

export interface PromptChoice {
  readonly prompt?: string | null;
  readonly promptId?: string | null;
  readonly promptValues?: unknown;
}

@InputType({ description: 'Either text, or a prompt of the library with values for its slots.' })
export class PromptChoiceInput implements PromptChoice {
  @Field(() => String, { nullable: true })
  readonly prompt?: string | null;

  @Field(() => ID, { nullable: true, description: 'A Prompt (its current version) or a PromptVersion.' })
  readonly promptId?: string | null;

  @Field(() => GraphQLJSON, { nullable: true, description: 'Slot values by name.' })
  readonly promptValues?: unknown;
}

@InputType()
export class CreateGenerationInput extends SettingsInput implements PromptChoice {
  @Field(() => ID, { nullable: true, description: 'A Pose (its current version) or a PoseVersion.' })
  readonly poseId?: string | null;

  @Field(() => PoseData, { nullable: true, description: 'A pose that is in no library, instead of poseId.' })
  readonly poseData?: Pose | null;

  @Field(() => String, { nullable: true })
  readonly prompt?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'A Prompt (its current version) or a PromptVersion, instead of prompt.',
  })
  readonly promptId?: string | null;

  @Field(() => GraphQLJSON, { nullable: true, description: 'Slot values by name.' })
  readonly promptValues?: unknown;

  @Field(() => GraphQLSafeInt, { nullable: true, description: 'Left out: any.' })
  readonly seed?: number | null;
}

@InputType({ description: 'Every pose with every prompt and every seed; at most 500 together.' })
export class CreateGenerationsInput extends SettingsInput {
  @Field(() => [ID], { description: 'Poses (their current versions) or PoseVersions.' })
  readonly poseIds!: readonly string[];

  @Field(() => [PromptChoiceInput])
  readonly prompts!: readonly PromptChoiceInput[];

  @Field(() => [GraphQLSafeInt], { description: '0: any.' })
  readonly seeds!: readonly number[];
}

@InputType()
export class GenerationIdInput {
  @Field(() => ID)
  readonly id!: string;
}

@ObjectType('CreateGenerationPayload')
export class CreateGenerationPayloadType {
  @Field(() => GenerationType, { nullable: true })
  readonly generation!: object | null;

  @Field(() => Boolean, { description: 'False where the idempotency key was known.' })
  readonly created!: boolean;

  @Field(() => [UserErrorType], { complexity: 1 })
  readonly userErrors!: readonly UserErrorType[];
}

@ObjectType('CreateGenerationsPayload')
export class CreateGenerationsPayloadType {
  @Field(() => [GenerationType], { complexity: 500 })
  readonly generations!: readonly object[];

  @Field(() => [UserErrorType], { complexity: 1 })
  readonly userErrors!: readonly UserErrorType[];
}

@ObjectType('GenerationPayload')
export class GenerationPayloadType {
  @Field(() => GenerationType, { nullable: true })
  readonly generation!: object | null;

  @Field(() => CancelOutcomeEnum, { nullable: true, description: 'Of cancelling; null while that is open.' })
  readonly outcome!: string | null;

  @Field(() => [UserErrorType], { complexity: 1 })
  readonly userErrors!: readonly UserErrorType[];
}
