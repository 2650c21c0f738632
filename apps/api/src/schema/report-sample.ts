import { Field, Float, ObjectType } from 'type-graphql';
import { createConnectionType } from './connection.js';
import { PoseData } from './pose-data.js';

@ObjectType('ReportSample', { description: 'A sample of the snapshot beside the picture that was made of it.' })
export class ReportSampleType {
  @Field(() => String)
  readonly key!: string;

  @Field(() => String, { nullable: true })
  readonly scene!: string | null;

  @Field(() => String, { nullable: true })
  readonly caption!: string | null;

  @Field(() => PoseData, { description: 'Whom the picture should show, on its canvas.' })
  readonly expected!: object;

  @Field(() => Float, { nullable: true, description: '0..1' })
  readonly objectKeypointSimilarity!: number | null;

  @Field(() => Float, { nullable: true, description: '0..1' })
  readonly cosineAveragePrecision!: number | null;

  @Field(() => Float, { nullable: true, description: 'Between people found and people expected, without a sign.' })
  readonly peopleCountError!: number | null;

  @Field(() => Float, { nullable: true })
  readonly clipSimilarity!: number | null;

  @Field(() => String, { nullable: true, description: 'Why there is no picture, or why it could not be measured.' })
  readonly failure!: string | null;
}

export const ReportSampleConnection = createConnectionType('ReportSample', () => ReportSampleType);
