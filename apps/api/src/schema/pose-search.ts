import type { Pose } from '@contrapposto/pose';
import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { PoseData } from './pose-data.js';
import { PoseType } from './pose.js';

/** What two shapes are compared in. */
@InputType()
abstract class ComparisonInput {
  @Field(() => [String], { nullable: true, description: 'Only these joints of coco17. Left out: all.' })
  readonly joints?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Only joints that can be seen, on both sides.' })
  readonly visibleOnly?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'True: the angle in the picture does not count.' })
  readonly rotation?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'True: a mirror image is as near as the pose itself.' })
  readonly mirror?: boolean | null;

  @Field(() => Float, {
    nullable: true,
    description: 'What a joint costs that the other pose lacks, in squared radii; 0.25 where left out.',
  })
  readonly missingJointCost?: number | null;
}

export { ComparisonInput };

@InputType({ description: 'A shape to look for: place and size never count.' })
export class SimilarToInput extends ComparisonInput {
  @Field(() => ID, { nullable: true, description: 'A Pose, in its current version; it is not like itself.' })
  readonly poseId?: string | null;

  @Field(() => PoseData, { nullable: true, description: 'A pose that is in no library, or a sketch, instead.' })
  readonly poseData?: Pose | null;

  @Field(() => Int, { nullable: true, defaultValue: 0, description: 'Which of its people, from 0.' })
  readonly person?: number | null;

  @Field(() => Float, { nullable: true, description: 'In squared radii: nothing that is farther.' })
  readonly maxDistance?: number | null;
}

@InputType()
export class NearDuplicatesInput extends ComparisonInput {
  @Field(() => ID)
  readonly libraryId!: string;

  @Field(() => Float, { description: 'In squared radii; 0.01 finds what an eye has to compare twice.' })
  readonly maxDistance!: number;

  @Field(() => Int, { nullable: true, defaultValue: 100, description: 'The nearest so many pairs, 1..100.' })
  readonly limit?: number | null;
}

@ObjectType('JointSimilarity')
export class JointSimilarityType {
  @Field(() => String)
  readonly joint!: string;

  @Field(() => Float, { description: 'What it adds to the distance, in squared radii.' })
  readonly distance!: number;

  @Field(() => Float, { description: 'Its share of the distance, 0..1.' })
  readonly share!: number;

  @Field(() => Boolean, { description: 'The other pose lacks it: the distance is the cost of that.' })
  readonly missing!: boolean;
}

@ObjectType('PoseSimilarity', { description: 'Why a pose was found by its shape.' })
export class PoseSimilarityType {
  @Field(() => Float, { description: 'In squared radii of the shape, 0 for the same.' })
  readonly distance!: number;

  @Field(() => Int, { description: 'The person that is nearest.' })
  readonly person!: number;

  @Field(() => Boolean, { description: 'It is the mirror image that is so near.' })
  readonly mirrored!: boolean;

  @Field(() => [JointSimilarityType], {
    description: 'They add up to the distance, the greatest first.',
    complexity: 1,
  })
  readonly joints!: readonly JointSimilarityType[];
}

@ObjectType('NearDuplicatePair')
export class NearDuplicatePairType {
  @Field(() => [PoseType], { description: 'Two.', complexity: 2 })
  readonly poses!: readonly object[];

  @Field(() => [Int], { description: "Which of each pose's people." })
  readonly people!: readonly number[];

  @Field(() => Float, { description: 'In squared radii.' })
  readonly distance!: number;

  @Field(() => Boolean)
  readonly mirrored!: boolean;

  @Field(() => [JointSimilarityType], {
    description: 'Of the first pose; they add up to the distance, the greatest first.',
    complexity: 1,
  })
  readonly joints!: readonly JointSimilarityType[];
}

@ObjectType('NearDuplicateReport')
export class NearDuplicateReportType {
  @Field(() => Int, { description: 'Shapes that were compared.' })
  readonly shapes!: number;

  @Field(() => [NearDuplicatePairType], { description: 'The nearest first.', complexity: 100 })
  readonly pairs!: readonly NearDuplicatePairType[];

  @Field(() => Boolean, { description: 'There are more.' })
  readonly truncated!: boolean;
}
