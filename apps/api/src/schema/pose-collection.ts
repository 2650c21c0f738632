import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { createConnectionType } from './connection.js';
import { NodeType } from './node.js';
import { UserErrorType } from './user-error.js';

@ObjectType('PoseCollection', {
  implements: NodeType,
  description: 'Poses in an order that somebody gave them, whatever libraries they are in.',
})
export class PoseCollectionType extends NodeType {
  @Field(() => String)
  readonly name!: string;

  @Field(() => String)
  readonly description!: string;

  @Field(() => Int, { description: 'Counts edits: an update names the one it saw.' })
  readonly revision!: number;

  @Field(() => GraphQLDateTime, { nullable: true })
  readonly archivedAt!: Date | null;

  @Field(() => GraphQLDateTime)
  readonly createdAt!: Date;

  @Field(() => GraphQLDateTime)
  readonly updatedAt!: Date;
}

export const PoseCollectionConnection = createConnectionType('PoseCollection', () => PoseCollectionType);

@InputType('PoseCollectionFilter')
export class PoseCollectionFilterInput {
  @Field(() => String, { nullable: true })
  readonly text?: string | null;

  @Field(() => Boolean, { nullable: true, defaultValue: false })
  readonly archived?: boolean | null;
}

@InputType()
export class CreatePoseCollectionInput {
  @Field(() => String)
  readonly name!: string;

  @Field(() => String, { nullable: true })
  readonly description?: string | null;
}

@InputType()
export class UpdatePoseCollectionInput {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly revision!: number;

  @Field(() => String, { nullable: true })
  readonly name?: string | null;

  @Field(() => String, { nullable: true })
  readonly description?: string | null;
}

@InputType()
export class CollectPosesInput {
  @Field(() => ID)
  readonly collectionId!: string;

  @Field(() => [ID], { description: 'At most 1,000. Those that are in the collection move.' })
  readonly poseIds!: readonly string[];

  @Field(() => ID, {
    nullable: true,
    description: 'The pose of the collection behind which they come; null for the beginning. Left out: the end.',
  })
  readonly after?: string | null;
}

@InputType()
export class DropPosesInput {
  @Field(() => ID)
  readonly collectionId!: string;

  @Field(() => [ID], { description: 'At most 1,000.' })
  readonly poseIds!: readonly string[];
}

@ObjectType('PoseCollectionPayload')
export class PoseCollectionPayloadType {
  @Field(() => PoseCollectionType, { nullable: true })
  readonly poseCollection!: object | null;

  @Field(() => [UserErrorType], { complexity: 1 })
  readonly userErrors!: readonly UserErrorType[];
}
