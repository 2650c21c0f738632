import { GraphQLDateTime, GraphQLJSON, GraphQLSafeInt } from 'graphql-scalars';
import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { createConnectionType } from './connection.js';
import {
  MetricNameEnum,
  PosePresetEnum,
  ReportEventTypeEnum,
  ReportGeneratorKindEnum,
  ReportStageEnum,
  ReportStateEnum,
} from './enums.js';
import { NodeType } from './node.js';
import { WorkType } from './work.js';

@ObjectType('EvaluationReport', {
  implements: NodeType,
  description: 'Pictures, judged against the samples of a snapshot; a piece of work as a generation is one.',
})
export class EvaluationReportType extends WorkType {
  @Field(() => String)
  readonly name!: string;

  @Field(() => ReportStateEnum)
  readonly state!: string;

  @Field(() => GraphQLSafeInt, { description: 'Of the first sample; the next in the order of keys has the next.' })
  readonly seed!: number;

  @Field(() => GraphQLDateTime, { nullable: true })
  readonly archivedAt!: Date | null;
}

@ObjectType('ReportGenerator', { description: 'What made the pictures.' })
export class ReportGeneratorType {
  @Field(() => ReportGeneratorKindEnum)
  readonly kind!: string;

  @Field(() => GraphQLJSON, {
    nullable: true,
    description: "Of a MODEL's pictures: the recipe that was frozen, all but pose, prompt and seed.",
  })
  readonly recipe!: object | null;

  @Field(() => String, { nullable: true })
  readonly note!: string | null;
}

@ObjectType('ReportRequest', { description: 'Which samples are judged, and by what.' })
export class ReportRequestType {
  @Field(() => [String], { nullable: true, description: 'Null: all.' })
  readonly splits!: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'Null: all.' })
  readonly scenes!: readonly string[] | null;

  @Field(() => Int, { nullable: true, description: 'The first so many of each scene; null: all.' })
  readonly limit!: number | null;

  @Field(() => [MetricNameEnum])
  readonly metrics!: readonly string[];

  @Field(() => PosePresetEnum)
  readonly posePreset!: string;

  @Field(() => Boolean, { description: 'Whether 95 % intervals are computed.' })
  readonly bootstrap!: boolean;
}

@ObjectType('ReportProgress')
export class ReportProgressType {
  @Field(() => ReportStageEnum)
  readonly stage!: string;

  @Field(() => Int)
  readonly done!: number;

  @Field(() => Int)
  readonly total!: number;

  @Field(() => Float, { nullable: true, description: 'Until the end of the stage; null where nobody can say yet.' })
  readonly etaMs!: number | null;
}

@ObjectType('ReportFailure')
export class ReportFailureType {
  @Field(() => String)
  readonly code!: string;

  @Field(() => String)
  readonly message!: string;
}

@ObjectType('ReportExports', { description: 'Paths of the service.' })
export class ReportExportsType {
  @Field(() => String)
  readonly json!: string;

  @Field(() => String)
  readonly csv!: string;

  @Field(() => String, { description: 'One page with pictures in it, to keep or to send.' })
  readonly html!: string;
}

@ObjectType('ReportEvent', { description: 'Numbered 1..n for each report, without a gap.' })
export class ReportEventType {
  @Field(() => Int)
  readonly seq!: number;

  @Field(() => ReportEventTypeEnum)
  readonly type!: string;

  @Field(() => GraphQLJSON)
  readonly payload!: object;

  @Field(() => GraphQLDateTime)
  readonly createdAt!: Date;
}

export const EvaluationReportConnection = createConnectionType('EvaluationReport', () => EvaluationReportType);

@InputType('EvaluationReportFilter')
export class EvaluationReportFilterInput {
  @Field(() => [ReportStateEnum], { nullable: true })
  readonly states?: readonly string[] | null;

  @Field(() => ID, { nullable: true })
  readonly modelId?: string | null;

  @Field(() => ID, { nullable: true })
  readonly datasetId?: string | null;

  @Field(() => ID, { nullable: true })
  readonly snapshotId?: string | null;

  @Field(() => String, { nullable: true, description: 'Each word occurs in the name.' })
  readonly search?: string | null;

  @Field(() => Boolean, { nullable: true, defaultValue: false })
  readonly archived?: boolean | null;
}
