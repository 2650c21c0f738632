import { GraphQLJSON } from 'graphql-scalars';
import { Field, Float, Int, ObjectType } from 'type-graphql';
import { MetricDirectionEnum, MetricNameEnum, PictureMeasureEnum } from './enums.js';

@ObjectType('MetricValue')
export class MetricValueType {
  @Field(() => String, { description: 'Such as AP50; of the metric itself where it is one number.' })
  readonly name!: string;

  @Field(() => Float, { nullable: true })
  readonly value!: number | null;

  @Field(() => Float, { nullable: true, description: 'Of the 95 % interval; null where there is none.' })
  readonly low!: number | null;

  @Field(() => Float, { nullable: true })
  readonly high!: number | null;
}

@ObjectType('MetricSummary', { description: 'What a metric says of some pictures.' })
export class MetricSummaryType {
  @Field(() => String, { nullable: true, description: 'Null: of no one scene.' })
  readonly scene!: string | null;

  @Field(() => Int)
  readonly pictureCount!: number;

  @Field(() => [MetricValueType], { complexity: 1 })
  readonly values!: readonly MetricValueType[];
}

@ObjectType('MetricReport')
export class MetricReportType {
  @Field(() => MetricNameEnum)
  readonly metric!: string;

  @Field(() => String, { nullable: true, description: 'Of every value; null for a bare number.' })
  readonly unit!: string | null;

  @Field(() => MetricDirectionEnum, { description: 'Which of two values is the better one.' })
  readonly better!: string;

  @Field(() => String, { description: 'Name of the value that stands for the metric.' })
  readonly primary!: string;

  @Field(() => MetricSummaryType, { description: 'All pictures at once.' })
  readonly overall!: MetricSummaryType;

  @Field(() => MetricSummaryType, {
    nullable: true,
    description: 'The mean of the scenes, each of the same weight. Null where no picture has a scene.',
  })
  readonly mean!: MetricSummaryType | null;

  @Field(() => [MetricSummaryType], { description: 'In alphabetical order.', complexity: 20 })
  readonly scenes!: readonly MetricSummaryType[];

  @Field(() => GraphQLJSON, { description: 'How the numbers were made: everything that would change them.' })
  readonly manifest!: object;
}

@ObjectType('SkippedMetric', { description: 'One that was asked for and could not be computed.' })
export class SkippedMetricType {
  @Field(() => MetricNameEnum)
  readonly metric!: string;

  @Field(() => String, { description: 'What is missing, and what to do.' })
  readonly reason!: string;
}

@ObjectType('ReportJoint', { description: 'Over all people of all pictures.' })
export class ReportJointType {
  @Field(() => String)
  readonly name!: string;

  @Field(() => Float, { nullable: true, description: '0..1; null where nobody has the joint.' })
  readonly objectKeypointSimilarity!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: "Mean distance as a share of the square root of the person's area, where it was found.",
  })
  readonly distanceShare!: number | null;

  @Field(() => Float, { nullable: true, description: 'Share of people in whom it was not found, 0..1.' })
  readonly lostShare!: number | null;
}

@ObjectType('ReportDistribution', { description: 'How the pictures spread by one measure.' })
export class ReportDistributionType {
  @Field(() => PictureMeasureEnum)
  readonly measure!: string;

  @Field(() => [Float], { description: 'Ascending, one more than bins.' })
  readonly edges!: readonly number[];

  @Field(() => [Int])
  readonly counts!: readonly number[];
}
