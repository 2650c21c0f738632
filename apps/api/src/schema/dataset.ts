import { GraphQLDateTime } from 'graphql-scalars';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { createConnectionType } from './connection.js';
import { LicenceNoticeType } from './licence.js';
import { NodeType } from './node.js';
import { OnTermsType } from './on-terms.js';
import { PoseData } from './pose-data.js';

@ObjectType('Dataset', {
  implements: NodeType,
  description: 'Poses with captions, and pictures where there are any, to judge models by.',
})
export class DatasetType extends OnTermsType {}

@ObjectType('DatasetSnapshot', {
  implements: NodeType,
  description: 'What a data set held at one time, frozen: reports are made of these.',
})
export class DatasetSnapshotType extends NodeType {
  @Field(() => Int, { description: 'From 1, in each data set.' })
  readonly version!: number;

  @Field(() => String, { description: 'Of all samples: two of one digest hold the same.' })
  readonly digest!: string;

  @Field(() => Int)
  readonly sampleCount!: number;

  @Field(() => Int, { description: 'Of its samples: those that have a picture.' })
  readonly pictureCount!: number;

  @Field(() => [LicenceNoticeType], {
    complexity: 3,
    description: 'The terms of all that went into it, as they were then.',
  })
  readonly licences!: readonly LicenceNoticeType[];

  @Field(() => GraphQLDateTime)
  readonly createdAt!: Date;
}

@ObjectType('SplitCount')
export class SplitCountType {
  @Field(() => String)
  readonly split!: string;

  @Field(() => Int)
  readonly sampleCount!: number;
}

@ObjectType('SceneCount')
export class SceneCountType {
  @Field(() => String, { nullable: true, description: 'Null: samples of no scene.' })
  readonly scene!: string | null;

  @Field(() => Int)
  readonly sampleCount!: number;
}

@ObjectType('DatasetSample')
export class DatasetSampleType {
  @Field(() => String, { description: 'Unique within the snapshot.' })
  readonly key!: string;

  @Field(() => String)
  readonly split!: string;

  @Field(() => String, { nullable: true })
  readonly scene!: string | null;

  @Field(() => String, { nullable: true })
  readonly caption!: string | null;

  @Field(() => PoseData, { nullable: true })
  readonly pose!: object | null;
}

export const DatasetConnection = createConnectionType('Dataset', () => DatasetType);
export const DatasetSampleConnection = createConnectionType('DatasetSample', () => DatasetSampleType);

@InputType('DatasetFilter')
export class DatasetFilterInput {
  @Field(() => String, { nullable: true })
  readonly text?: string | null;

  @Field(() => Boolean, { nullable: true, defaultValue: false })
  readonly archived?: boolean | null;
}
