import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DatasetSnapshotType, DatasetType } from './dataset.js';
import { UserErrorType } from './user-error.js';

@InputType()
export class CreateDatasetInput {
  @Field(() => String)
  readonly name!: string;

  @Field(() => String, { nullable: true })
  readonly description?: string | null;

  @Field(() => String, { nullable: true, description: "An SPDX id, or a name of the studio's own." })
  readonly licence?: string | null;

  @Field(() => String, { nullable: true })
  readonly source?: string | null;
}

@InputType()
export class UpdateDatasetInput {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly revision!: number;

  @Field(() => String, { nullable: true })
  readonly name?: string | null;

  @Field(() => String, { nullable: true })
  readonly description?: string | null;

  @Field(() => String, { nullable: true })
  readonly licence?: string | null;

  @Field(() => String, { nullable: true })
  readonly source?: string | null;
}

@InputType()
export class DatasetPictureInput {
  @Field(() => String, { description: 'As the annotations name it.' })
  readonly fileName!: string;

  @Field(() => ID, { description: 'What POST /uploads answered.' })
  readonly uploadId!: string;
}

@InputType()
export class CreateDatasetSnapshotInput {
  @Field(() => ID)
  readonly datasetId!: string;

  @Field(() => ID, { description: 'COCO or Human-Art JSON, or any other format of poses; as POST /uploads answered.' })
  readonly annotationsUploadId!: string;

  @Field(() => [DatasetPictureInput], {
    nullable: true,
    description: 'FID and KID need them; every other metric does without.',
  })
  readonly pictures?: DatasetPictureInput[] | null;

  @Field(() => String, { nullable: true, defaultValue: 'validation' })
  readonly split?: string | null;
}

@InputType({ description: 'The poses of a library or a collection, in their current versions.' })
export class CreatePoseSetInput {
  @Field(() => String)
  readonly name!: string;

  @Field(() => ID, { nullable: true })
  readonly libraryId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Instead of libraryId.' })
  readonly collectionId?: string | null;

  @Field(() => String, { nullable: true, description: "Of every sample. Left out: each pose's name." })
  readonly caption?: string | null;

  @Field(() => [String], { nullable: true, description: 'Every pose in every scene.' })
  readonly scenes?: string[] | null;
}

@ObjectType('DatasetPayload')
export class DatasetPayloadType {
  @Field(() => DatasetType, { nullable: true })
  readonly dataset!: object | null;

  @Field(() => [UserErrorType], { complexity: 1 })
  readonly userErrors!: readonly UserErrorType[];
}

@ObjectType('CreatePoseSetPayload')
export class CreatePoseSetPayloadType {
  @Field(() => DatasetSnapshotType, { nullable: true })
  readonly snapshot!: object | null;

  @Field(() => [UserErrorType], { complexity: 1 })
  readonly userErrors!: readonly UserErrorType[];
}
