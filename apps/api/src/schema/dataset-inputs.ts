import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { ConversionReportType } from './conversion-report.js';
import { DatasetSnapshotType, DatasetType } from './dataset.js';
import { ImportProblemType } from './import.js';
import { CreateOnTermsInput, UpdateOnTermsInput } from './on-terms.js';
import { UserErrorType } from './user-error.js';

@InputType()
export class CreateDatasetInput extends CreateOnTermsInput {}

@InputType()
export class UpdateDatasetInput extends UpdateOnTermsInput {}

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

  @Field(() => String, {
    nullable: true,
    description:
      'Of every sample, with {pose} and {scene} for their names. Left out: "{pose}", or "{scene}, {pose}" with scenes.',
  })
  readonly caption?: string | null;

  @Field(() => [String], { nullable: true, description: 'Every pose in every scene.' })
  readonly scenes?: string[] | null;

  @Field(() => String, { nullable: true, defaultValue: 'validation' })
  readonly split?: string | null;
}

@ObjectType('DatasetImportReport', { description: 'What became of annotations.' })
export class DatasetImportReportType {
  @Field(() => String, { nullable: true })
  readonly format!: string | null;

  @Field(() => ConversionReportType, { description: "What the way from the file's form into ours did." })
  readonly conversion!: ConversionReportType;

  @Field(() => Int, { description: 'Samples.' })
  readonly taken!: number;

  @Field(() => Int, { description: 'Pictures of the file that gave no sample.' })
  readonly refused!: number;

  @Field(() => [ImportProblemType], { description: 'The first thousand.', complexity: 100 })
  readonly problems!: readonly ImportProblemType[];

  @Field(() => Int, { description: 'All of them.' })
  readonly problemCount!: number;
}

@ObjectType('DatasetPayload')
export class DatasetPayloadType {
  @Field(() => DatasetType, { nullable: true })
  readonly dataset!: object | null;

  @Field(() => [UserErrorType], { complexity: 1 })
  readonly userErrors!: readonly UserErrorType[];
}

@ObjectType('CreateDatasetSnapshotPayload')
export class CreateDatasetSnapshotPayloadType {
  @Field(() => DatasetSnapshotType, { nullable: true })
  readonly snapshot!: object | null;

  @Field(() => Boolean, { description: 'False where the data set has one that holds the same.' })
  readonly created!: boolean;

  @Field(() => DatasetImportReportType, { nullable: true })
  readonly report!: DatasetImportReportType | null;

  @Field(() => [UserErrorType], { complexity: 1 })
  readonly userErrors!: readonly UserErrorType[];
}

@ObjectType('CreatePoseSetPayload')
export class CreatePoseSetPayloadType {
  @Field(() => DatasetSnapshotType, { nullable: true })
  readonly snapshot!: object | null;

  @Field(() => Boolean, { description: 'False where the data set has one that holds the same.' })
  readonly created!: boolean;

  @Field(() => [UserErrorType], { complexity: 1 })
  readonly userErrors!: readonly UserErrorType[];
}
