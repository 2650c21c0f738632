import { Field, Float, Int, ObjectType } from 'type-graphql';
import { createConnectionType } from './connection.js';

@ObjectType('FidelityFigures', { description: 'Of pictures that were measured; null where nothing of the kind was.' })
export class FidelityFiguresType {
  @Field(() => Int, { description: 'Pictures; of a joint, those in whose pose somebody has it.' })
  readonly count!: number;

  @Field(() => Float, { nullable: true, description: 'Mean, 0..1.' })
  readonly objectKeypointSimilarity!: number | null;

  @Field(() => Float, { nullable: true, description: 'Mean, 0..1; null of a joint.' })
  readonly cosineAveragePrecision!: number | null;

  @Field(() => Float, { nullable: true, description: 'Mean; null of a joint.' })
  readonly peopleCountError!: number | null;

  @Field(() => Float, { nullable: true, description: 'Mean over pictures in which it was found; of a joint alone.' })
  readonly distancePx!: number | null;

  @Field(() => Int, { description: 'How many have an object keypoint similarity below the threshold.' })
  readonly lostCount!: number;

  @Field(() => Float, { description: 'lostCount / count, 0..1.' })
  readonly lostShare!: number;
}

@ObjectType('FidelityInsight', { description: 'Measured pictures that have something in common.' })
export class FidelityInsightType {
  @Field(() => FidelityFiguresType)
  readonly figures!: FidelityFiguresType;
}

export const FidelityInsightConnection = createConnectionType('FidelityInsight', () => FidelityInsightType);
