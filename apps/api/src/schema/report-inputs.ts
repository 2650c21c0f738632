import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { CancelOutcomeEnum, MetricNameEnum, PosePresetEnum } from './enums.js';
import { EvaluationReportType } from './evaluation-report.js';
import { RecipeSettingsInput } from './generation-inputs.js';
import { UserErrorType } from './user-error.js';

@InputType({
  description: 'A model of the service, and how it is to draw; each sample brings its pose, caption and seed.',
})
export class ModelGeneratorInput extends RecipeSettingsInput {}

@InputType()
export class ExternalPictureInput {
  @Field(() => String, { description: "The sample's." })
  readonly key!: string;

  @Field(() => ID, { description: 'What POST /uploads answered.' })
  readonly uploadId!: string;
}

@InputType({ description: 'A tool elsewhere, and the picture that it made of each sample.' })
export class ExternalGeneratorInput {
  @Field(() => String)
  readonly name!: string;

  @Field(() => String, { nullable: true })
  readonly note?: string | null;

  @Field(() => [ExternalPictureInput])
  readonly pictures!: ExternalPictureInput[];
}

@InputType()
export class CreateEvaluationReportInput {
  @Field(() => String)
  readonly name!: string;

  @Field(() => ID)
  readonly snapshotId!: string;

  @Field(() => [String], { nullable: true, description: 'Left out: all.' })
  readonly splits?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Left out: all.' })
  readonly scenes?: string[] | null;

  @Field(() => Int, { nullable: true, description: 'The first so many of each scene, in the order of keys.' })
  readonly limit?: number | null;

  @Field(() => [MetricNameEnum])
  readonly metrics!: string[];

  @Field(() => PosePresetEnum, { nullable: true, defaultValue: 'paper' })
  readonly posePreset?: string | null;

  @Field(() => Boolean, { nullable: true, defaultValue: true, description: '95 % intervals.' })
  readonly bootstrap?: boolean | null;

  @Field(() => GraphQLSafeInt, { nullable: true, defaultValue: 0 })
  readonly seed?: number | null;

  @Field(() => ModelGeneratorInput, { nullable: true })
  readonly model?: ModelGeneratorInput | null;

  @Field(() => ExternalGeneratorInput, { nullable: true, description: 'Instead of model.' })
  readonly external?: ExternalGeneratorInput | null;

  @Field(() => String, { nullable: true, description: 'The same key again returns what it was first sent for.' })
  readonly idempotencyKey?: string | null;
}

@InputType()
export class EvaluationReportIdInput {
  @Field(() => ID)
  readonly id!: string;
}

@InputType()
export class ArchiveEvaluationReportInput {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Boolean, { nullable: true, defaultValue: true, description: 'False takes it out of the archive.' })
  readonly archived?: boolean | null;
}

@ObjectType('CreateEvaluationReportPayload')
export class CreateEvaluationReportPayloadType {
  @Field(() => EvaluationReportType, { nullable: true })
  readonly report!: object | null;

  @Field(() => Boolean, { description: 'False where the idempotency key was known.' })
  readonly created!: boolean;

  @Field(() => [UserErrorType], { complexity: 1 })
  readonly userErrors!: readonly UserErrorType[];
}

@ObjectType('EvaluationReportPayload')
export class EvaluationReportPayloadType {
  @Field(() => EvaluationReportType, { nullable: true })
  readonly report!: object | null;

  @Field(() => CancelOutcomeEnum, { nullable: true, description: 'Of cancelling; null while that is open.' })
  readonly outcome!: string | null;

  @Field(() => [UserErrorType], { complexity: 1 })
  readonly userErrors!: readonly UserErrorType[];
}
