import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { createConnectionType } from './connection.js';
import { TermsInput } from './licence.js';
import { NodeType } from './node.js';
import { UserErrorType } from './user-error.js';

@ObjectType('PoseLibrary', { implements: NodeType })
export class PoseLibraryType extends NodeType {
  @Field(() => String)
  readonly name!: string;

  @Field(() => String)
  readonly description!: string;

  @Field(() => String, { nullable: true, description: "An SPDX id, or a name of the studio's own." })
  readonly licence!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'As somebody said; null: as the licence is known to say.' })
  readonly commercialUse!: boolean | null;

  @Field(() => String, { nullable: true, description: 'The words in which the author wants to be named.' })
  readonly attribution!: string | null;

  @Field(() => String, { nullable: true })
  readonly source!: string | null;

  @Field(() => String, { nullable: true })
  readonly author!: string | null;

  @Field(() => Int, { description: 'Counts edits: an update names the one it saw.' })
  readonly revision!: number;

  @Field(() => GraphQLDateTime, { nullable: true })
  readonly archivedAt!: Date | null;

  @Field(() => GraphQLDateTime)
  readonly createdAt!: Date;

  @Field(() => GraphQLDateTime)
  readonly updatedAt!: Date;
}

export const PoseLibraryConnection = createConnectionType('PoseLibrary', () => PoseLibraryType);

@InputType('PoseLibraryFilter')
export class PoseLibraryFilterInput {
  @Field(() => String, { nullable: true })
  readonly text?: string | null;

  @Field(() => Boolean, { nullable: true, defaultValue: false })
  readonly archived?: boolean | null;
}

@InputType()
export class CreatePoseLibraryInput extends TermsInput {
  @Field(() => String)
  readonly name!: string;

  @Field(() => String, { nullable: true })
  readonly description?: string | null;
}

@InputType()
export class UpdatePoseLibraryInput extends TermsInput {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly revision!: number;

  @Field(() => String, { nullable: true })
  readonly name?: string | null;

  @Field(() => String, { nullable: true })
  readonly description?: string | null;
}

@ObjectType('PoseLibraryPayload')
export class PoseLibraryPayloadType {
  @Field(() => PoseLibraryType, { nullable: true })
  readonly poseLibrary!: object | null;

  @Field(() => [UserErrorType], { complexity: 1 })
  readonly userErrors!: readonly UserErrorType[];
}
