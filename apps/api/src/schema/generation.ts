import { GraphQLDateTime, GraphQLJSON } from 'graphql-scalars';
import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { createConnectionType } from './connection.js';
import { GenerationReportsEnum, GenerationStateEnum } from './enums.js';
import { LicenceNoticeType } from './licence.js';
import { NodeType } from './node.js';
import { WorkType } from './work.js';

@ObjectType('Generation', {
  implements: NodeType,
  description: 'A request, frozen as a recipe, and what became of it.',
})
export class GenerationType extends WorkType {
  @Field(() => GenerationStateEnum)
  readonly state!: string;

  @Field(() => Int)
  readonly priority!: number;

  @Field(() => Float, { nullable: true, description: 'From the first wish to cancel to its outcome.' })
  readonly cancelLatencyMs!: number | null;

  @Field(() => [LicenceNoticeType], {
    nullable: true,
    complexity: 3,
    description: 'The terms of all that went into it, as they were then. Null where they were not kept yet.',
  })
  readonly licences!: readonly LicenceNoticeType[] | null;

  @Field(() => GraphQLJSON, { nullable: true, description: 'Milliseconds by stage.' })
  readonly timings!: object | null;
}

@ObjectType('GenerationError')
export class GenerationErrorType {
  @Field(() => String)
  readonly code!: string;

  @Field(() => String)
  readonly message!: string;
}

@ObjectType('QueuePlace', { description: 'An estimate: retries and newcomers of higher priority push in.' })
export class QueuePlaceType {
  @Field(() => Int, { description: 'How many come before it.' })
  readonly ahead!: number;

  @Field(() => Float, { nullable: true, description: 'Null where nothing has been measured yet.' })
  readonly etaLowSeconds!: number | null;

  @Field(() => Float, { nullable: true })
  readonly etaHighSeconds!: number | null;
}

export const GenerationConnection = createConnectionType('Generation', () => GenerationType);

@InputType('GenerationFilter')
export class GenerationFilterInput {
  @Field(() => [GenerationStateEnum], { nullable: true })
  readonly states?: readonly string[] | null;

  @Field(() => [ID], { nullable: true })
  readonly poseIds?: readonly string[] | null;

  @Field(() => [ID], { nullable: true })
  readonly promptIds?: readonly string[] | null;

  @Field(() => [ID], { nullable: true, description: 'PoseLibraries: of poses that are in one of them.' })
  readonly libraryIds?: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'Exactly the text that the model was given.' })
  readonly prompts?: readonly string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: "oil_painting: its sample's in a report, otherwise what its prompt begins with and its model knows.",
  })
  readonly scenes?: readonly string[] | null;

  @Field(() => [ID], { nullable: true })
  readonly modelIds?: readonly string[] | null;

  @Field(() => [ID], { nullable: true })
  readonly backendIds?: readonly string[] | null;

  @Field(() => Float, { nullable: true, description: 'Least object keypoint similarity, 0..1.' })
  readonly minSimilarity?: number | null;

  @Field(() => Float, { nullable: true, description: 'Most object keypoint similarity, 0..1.' })
  readonly maxSimilarity?: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: those of which every part is known to allow it. False: all others.',
  })
  readonly commercialUse?: boolean | null;

  @Field(() => GenerationReportsEnum, {
    nullable: true,
    description: 'Whether those are found that evaluation reports asked for. Left out: WITHOUT.',
  })
  readonly reports?: string | null;

  @Field(() => GraphQLDateTime, { nullable: true })
  readonly createdAfter?: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true })
  readonly createdBefore?: Date | null;
}
