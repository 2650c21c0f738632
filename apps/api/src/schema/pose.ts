import type { Pose } from '@contrapposto/pose';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { createConnectionType, createEdgeType } from './connection.js';
import { TermsInput } from './licence.js';
import { NodeType } from './node.js';
import { PoseData } from './pose-data.js';
import { UserErrorType } from './user-error.js';

@ObjectType('Pose', { implements: NodeType })
export class PoseType extends NodeType {
  @Field(() => String)
  readonly name!: string;

  @Field(() => [String])
  readonly tags!: readonly string[];

  @Field(() => Int, { description: 'Counts edits: an update names the one it saw.' })
  readonly revision!: number;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Not to be used any more, for the sake of replacedBy.' })
  readonly deprecatedAt!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true })
  readonly archivedAt!: Date | null;

  @Field(() => GraphQLDateTime)
  readonly createdAt!: Date;

  @Field(() => GraphQLDateTime)
  readonly updatedAt!: Date;
}

@ObjectType('PoseVersion', { implements: NodeType, description: 'Never changes: a generation points at exactly this.' })
export class PoseVersionType extends NodeType {
  @Field(() => Int)
  readonly version!: number;

  @Field(() => Int, { description: 'How many people it holds.' })
  readonly people!: number;

  @Field(() => GraphQLDateTime)
  readonly createdAt!: Date;
}

@ObjectType('TagCount')
export class TagCountType {
  @Field(() => String)
  readonly value!: string;

  @Field(() => Int)
  readonly count!: number;
}

@ObjectType('PeopleCount')
export class PeopleCountType {
  @Field(() => Int)
  readonly value!: number;

  @Field(() => Int)
  readonly count!: number;
}

@ObjectType('SkeletonCount')
export class SkeletonCountType {
  @Field(() => String)
  readonly value!: string;

  @Field(() => Int)
  readonly count!: number;
}

@ObjectType('LicenceCount')
export class LicenceCountType {
  @Field(() => String, { nullable: true, description: 'As most write it; null: no licence is stated.' })
  readonly value!: string | null;

  @Field(() => Int)
  readonly count!: number;
}

@ObjectType('SpatialCount')
export class SpatialCountType {
  @Field(() => Boolean)
  readonly value!: boolean;

  @Field(() => Int)
  readonly count!: number;
}

@ObjectType('PoseFacets', { description: 'What the poses that match have in common, and how many of them.' })
export class PoseFacetsType {
  @Field(() => [TagCountType])
  readonly tags!: readonly TagCountType[];

  @Field(() => [PeopleCountType])
  readonly people!: readonly PeopleCountType[];

  @Field(() => [SkeletonCountType])
  readonly skeletons!: readonly SkeletonCountType[];

  @Field(() => [LicenceCountType], { description: "The pose's own, or its library's." })
  readonly licences!: readonly LicenceCountType[];

  @Field(() => [SpatialCountType], { description: 'Whether they are in three dimensions.' })
  readonly spatial!: readonly SpatialCountType[];
}

export const PoseEdge = createEdgeType('Pose', () => PoseType);
export const PoseConnection = createConnectionType('Pose', () => PoseType, PoseEdge);
/** Without facets, which are of filters. */
export const CollectedPoseConnection = createConnectionType('CollectedPose', () => PoseType);

@InputType('PoseFilter')
export class PoseFilterInput {
  @Field(() => String, { nullable: true })
  readonly text?: string | null;

  @Field(() => [ID], { nullable: true })
  readonly libraryIds?: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'All of them.' })
  readonly tags?: string[] | null;

  @Field(() => Int, { nullable: true })
  readonly people?: number | null;

  @Field(() => String, { nullable: true, description: 'By name: coco17.' })
  readonly skeleton?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'True: those in three dimensions. False: all others.' })
  readonly spatial?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Exactly this one, as the pose or its library states it, in capitals or not. Empty: those without one.',
  })
  readonly licence?: string | null;

  @Field(() => [ID], { nullable: true, description: 'PoseCollections; those that are in all of them.' })
  readonly collectionIds?: readonly string[] | null;

  @Field(() => Boolean, { nullable: true, description: "True: the caller's favourites alone." })
  readonly favourite?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Left out: both.' })
  readonly deprecated?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: those whose terms are known to allow it. False: all others.',
  })
  readonly commercialUse?: boolean | null;

  @Field(() => Boolean, { nullable: true, defaultValue: false })
  readonly archived?: boolean | null;
}

@InputType()
export class CreatePoseInput extends TermsInput {
  @Field(() => ID)
  readonly libraryId!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => [String], { nullable: true })
  readonly tags?: string[] | null;

  @Field(() => PoseData)
  readonly data!: Pose;
}

@InputType()
export class UpdatePoseInput extends TermsInput {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly revision!: number;

  @Field(() => String, { nullable: true })
  readonly name?: string | null;

  @Field(() => [String], { nullable: true })
  readonly tags?: string[] | null;

  @Field(() => PoseData, { nullable: true, description: 'Writes a new version.' })
  readonly data?: Pose | null;
}

@InputType()
export class DeprecatePoseInput {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly revision!: number;

  @Field(() => ID, { nullable: true, description: 'The pose to be used instead. Null takes the deprecation back.' })
  readonly inFavourOf?: string | null;
}

@InputType()
export class MarkFavouriteInput {
  @Field(() => ID)
  readonly poseId!: string;

  @Field(() => Boolean)
  readonly favourite!: boolean;
}

@ObjectType('PosePayload')
export class PosePayloadType {
  @Field(() => PoseType, { nullable: true })
  readonly pose!: object | null;

  @Field(() => [UserErrorType], { complexity: 1 })
  readonly userErrors!: readonly UserErrorType[];
}
