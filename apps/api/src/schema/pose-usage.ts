import { GraphQLDateTime } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType('DatasetUse')
export class DatasetUseType {
  @Field(() => String)
  readonly name!: string;

  @Field(() => Int, { description: 'Of the snapshot.' })
  readonly version!: number;

  @Field(() => Int, { description: 'How many of its samples were made from the pose.' })
  readonly samples!: number;
}

@ObjectType('ReportUse')
export class ReportUseType {
  @Field(() => String)
  readonly name!: string;

  @Field(() => GraphQLDateTime)
  readonly createdAt!: Date;
}

@ObjectType('PoseUsage', { description: 'What was made from it.' })
export class PoseUsageType {
  @Field(() => Int)
  readonly generationCount!: number;

  @Field(() => Int)
  readonly exportCount!: number;

  @Field(() => [DatasetUseType], { description: 'The latest twenty.', complexity: 20 })
  readonly datasets!: readonly DatasetUseType[];

  @Field(() => [ReportUseType], { description: 'Evaluations on those data sets, the latest twenty.', complexity: 20 })
  readonly reports!: readonly ReportUseType[];
}
