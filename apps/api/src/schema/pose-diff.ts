import { Field, Float, Int, ObjectType } from 'type-graphql';
import { PoseVersionType } from './pose.js';

@ObjectType('JointChange')
export class JointChangeType {
  @Field(() => String)
  readonly name!: string;

  @Field(() => [Float], { nullable: true, description: 'x, y, visibility; null where it is not labelled.' })
  readonly from!: readonly number[] | null;

  @Field(() => [Float], { nullable: true })
  readonly to!: readonly number[] | null;

  @Field(() => Float, { nullable: true, description: 'In pixels; null where it is missing on a side.' })
  readonly distancePx!: number | null;
}

@ObjectType('PersonChange')
export class PersonChangeType {
  @Field(() => Int, { nullable: true, description: 'Place among the people; null for who came.' })
  readonly from!: number | null;

  @Field(() => Int, { nullable: true, description: 'Null for who went.' })
  readonly to!: number | null;

  @Field(() => [JointChangeType], {
    description: 'Those that moved, came, went or are seen otherwise.',
    complexity: 20,
  })
  readonly joints!: readonly JointChangeType[];
}

// Simple: graphql's own resolver calls `svg` where a query asks for it.
@ObjectType('PoseDiff', { simpleResolvers: true, description: 'What was done to a pose between two versions.' })
export class PoseDiffType {
  @Field(() => PoseVersionType)
  readonly from!: object;

  @Field(() => PoseVersionType)
  readonly to!: object;

  @Field(() => Boolean)
  readonly skeletonChanged!: boolean;

  @Field(() => Boolean)
  readonly canvasChanged!: boolean;

  @Field(() => Float, { description: 'The farthest way of a joint, in pixels.' })
  readonly maxDistancePx!: number;

  @Field(() => [PersonChangeType], { description: 'Those in whom anything changed.', complexity: 5 })
  readonly people!: readonly PersonChangeType[];

  @Field(() => String, { description: 'Both on one canvas: the old one faint, and the way of each joint.' })
  readonly svg!: string;
}
