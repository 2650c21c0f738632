import { Field, Float, Int, ObjectType } from 'type-graphql';
import { PoseData } from './pose-data.js';

@ObjectType('JointFidelity')
export class JointFidelityType {
  @Field(() => String)
  readonly name!: string;

  @Field(() => Float, { nullable: true, description: 'Mean over people, in pixels of the picture; null: not found.' })
  readonly distancePx!: number | null;

  @Field(() => Float, { nullable: true })
  readonly objectKeypointSimilarity!: number | null;
}

@ObjectType('Fidelity', { description: 'How well the picture holds the pose, read back by an estimator.' })
export class FidelityType {
  @Field(() => Float, { nullable: true, description: '0..1' })
  readonly objectKeypointSimilarity!: number | null;

  @Field(() => Float, { nullable: true, description: '0..1' })
  readonly cosineAveragePrecision!: number | null;

  @Field(() => Int)
  readonly peopleCountError!: number;

  @Field(() => [JointFidelityType])
  readonly joints!: readonly JointFidelityType[];

  @Field(() => PoseData, { description: 'The people read back from the picture, on its canvas.' })
  readonly people!: object;
}
