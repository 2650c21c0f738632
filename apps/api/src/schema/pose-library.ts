import { Field, InputType, ObjectType } from 'type-graphql';
import { createConnectionType } from './connection.js';
import { NodeType } from './node.js';
import { CreateOnTermsInput, OnTermsType, UpdateOnTermsInput } from './on-terms.js';
import { UserErrorType } from './user-error.js';

@ObjectType('PoseLibrary', { implements: NodeType })
export class PoseLibraryType extends OnTermsType {}

export const PoseLibraryConnection = createConnectionType('PoseLibrary', () => PoseLibraryType);

@InputType('PoseLibraryFilter')
export class PoseLibraryFilterInput {
  @Field(() => String, { nullable: true })
  readonly text?: string | null;

  @Field(() => Boolean, { nullable: true, defaultValue: false })
  readonly archived?: boolean | null;
}

@InputType()
export class CreatePoseLibraryInput extends CreateOnTermsInput {}

@InputType()
export class UpdatePoseLibraryInput extends UpdateOnTermsInput {}

@ObjectType('PoseLibraryPayload')
export class PoseLibraryPayloadType {
  @Field(() => PoseLibraryType, { nullable: true })
  readonly poseLibrary!: object | null;

  @Field(() => [UserErrorType], { complexity: 1 })
  readonly userErrors!: readonly UserErrorType[];
}
