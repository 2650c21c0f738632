import { GraphQLJSON } from 'graphql-scalars';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { PoseData } from './pose-data.js';
import { PoseType } from './pose.js';
import { UserErrorType } from './user-error.js';

@ObjectType('PoseOperation', { description: 'Something that can be done to a pose.' })
export class PoseOperationType {
  @Field(() => String)
  readonly name!: string;

  @Field(() => String)
  readonly description!: string;

  @Field(() => GraphQLJSON, { description: 'By name: type, bounds, choices, default.' })
  readonly parameters!: object;
}

@InputType()
export class ApplyPoseOperationInput {
  @Field(() => ID)
  readonly poseId!: string;

  @Field(() => Int, { description: 'The one that the caller saw.' })
  readonly revision!: number;

  @Field(() => String, { description: 'One of poseOperations.' })
  readonly operation!: string;

  @Field(() => GraphQLJSON, {
    nullable: true,
    description: 'By name. A parameter that is a pose is the id of a Pose or a PoseVersion, or PoseData.',
  })
  readonly parameters?: unknown;

  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'True: nothing is written.' })
  readonly preview?: boolean | null;
}

@ObjectType('ApplyPoseOperationPayload')
export class ApplyPoseOperationPayloadType {
  @Field(() => PoseType, { nullable: true, description: 'With its new version; as it was in a preview.' })
  readonly pose!: object | null;

  @Field(() => PoseData, { nullable: true, description: 'What the operation made of it.' })
  readonly data!: object | null;

  @Field(() => String, { nullable: true, description: 'That as a drawing.' })
  readonly svg!: string | null;

  @Field(() => [UserErrorType], { complexity: 1 })
  readonly userErrors!: readonly UserErrorType[];
}
