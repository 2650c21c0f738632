import { GraphQLDateTime } from 'graphql-scalars';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { createConnectionType } from './connection.js';
import { LicenceNoticeType } from './licence.js';
import { NodeType } from './node.js';
import { PoseData } from './pose-data.js';

@ObjectType('Dataset', {
  implements: NodeType,
  description: 'Poses with captions, and pictures where there are any, to judge models by.',
})
export class DatasetType extends NodeType {
  @Field(() => String)
  readonly name!: string;

  @Field(() => String)
  readonly description!: string;

  @Field(() => String, { nullable: true, description: "An SPDX id, or a name of the studio's own." })
  readonly licence!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'As somebody said; null: as the licence is known to say.' })
  readonly commercialUse!: boolean | null;

  @Field(() => String, { nullable: true, description: 'The words in which the author wants to be named.' })
  readonly attribution!: string | null;

  @Field(() => String, { nullable: true })
  readonly source!: string | null;

  @Field(() => String, { nullable: true })
  readonly author!: string | null;

  @Field(() => Int, { description: 'Counts edits: an update names the one it saw.' })
  readonly revision!: number;

  @Field(() => GraphQLDateTime, { nullable: true })
  readonly archivedAt!: Date | null;

  @Field(() => GraphQLDateTime)
  readonly createdAt!: Date;

  @Field(() => GraphQLDateTime)
  readonly updatedAt!: Date;
}

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
