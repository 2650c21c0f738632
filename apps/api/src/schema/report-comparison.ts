import { GraphQLJSON } from 'graphql-scalars';
import { Field, Float, Int, ObjectType } from 'type-graphql';
import { ComparedReportEnum, ComparisonScopeEnum, MetricDirectionEnum, MetricNameEnum } from './enums.js';
import { EvaluationReportType } from './evaluation-report.js';
import { MetricValueType } from './metric-report.js';
import { UserErrorType } from './user-error.js';

@ObjectType('ReportComparisonRow')
export class ReportComparisonRowType {
  @Field(() => MetricNameEnum)
  readonly metric!: string;

  @Field(() => ComparisonScopeEnum)
  readonly scope!: string;

  @Field(() => String, { nullable: true, description: 'Null but for scope SCENE.' })
  readonly scene!: string | null;

  @Field(() => MetricValueType)
  readonly a!: MetricValueType;

  @Field(() => MetricValueType)
  readonly b!: MetricValueType;

  @Field(() => Float, { nullable: true, description: 'b - a.' })
  readonly difference!: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Of the intervals; null where either has none.' })
  readonly overlap!: boolean | null;

  @Field(() => ComparedReportEnum, {
    nullable: true,
    description: 'Null where the intervals overlap, or nothing differs.',
  })
  readonly better!: string | null;
}

@ObjectType('IncomparableMetric')
export class IncomparableMetricType {
  @Field(() => MetricNameEnum)
  readonly metric!: string;

  @Field(() => [String], { description: 'What differs in the manifests; empty where only one report has the metric.' })
  readonly fields!: readonly string[];

  @Field(() => String)
  readonly reason!: string;
}

@ObjectType('ReportComparison')
export class ReportComparisonType {
  @Field(() => EvaluationReportType)
  readonly a!: object;

  @Field(() => EvaluationReportType)
  readonly b!: object;

  @Field(() => [ReportComparisonRowType], {
    description: 'All pictures, the mean of the scenes, then scene by scene; metric by metric.',
    complexity: 100,
  })
  readonly rows!: readonly ReportComparisonRowType[];

  @Field(() => [IncomparableMetricType], {
    description: 'Metrics that only one of them has, or that were not made in the same way.',
    complexity: 7,
  })
  readonly missing!: readonly IncomparableMetricType[];
}

@ObjectType('CompareReportsPayload')
export class CompareReportsPayloadType {
  @Field(() => ReportComparisonType, { nullable: true })
  readonly comparison!: ReportComparisonType | null;

  @Field(() => [IncomparableMetricType], {
    description: 'Of INCOMPARABLE: metric by metric what stands in the way.',
    complexity: 7,
  })
  readonly reasons!: readonly IncomparableMetricType[];

  @Field(() => [UserErrorType], { complexity: 1 })
  readonly userErrors!: readonly UserErrorType[];
}

@ObjectType('LeaderboardEntry')
export class LeaderboardEntryType {
  @Field(() => Int, { nullable: true, description: 'From 1, shared by equal values; null without a value.' })
  readonly rank!: number | null;

  @Field(() => EvaluationReportType)
  readonly report!: object;

  @Field(() => MetricValueType)
  readonly value!: MetricValueType;
}

@ObjectType('LeaderboardGroup', { description: 'Reports that may stand in one table.' })
export class LeaderboardGroupType {
  @Field(() => GraphQLJSON, { description: 'Of one of them: they differ in seeds alone.' })
  readonly manifest!: object;

  @Field(() => String, { nullable: true })
  readonly unit!: string | null;

  @Field(() => MetricDirectionEnum)
  readonly better!: string;

  @Field(() => [LeaderboardEntryType], { description: 'Best first.', complexity: 20 })
  readonly entries!: readonly LeaderboardEntryType[];
}
