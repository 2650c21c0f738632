import { GraphQLDateTime } from 'graphql-scalars';
import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { ConversionReportType } from './conversion-report.js';
import { ImportPhaseEnum, ImportProblemSeverityEnum, ImportStateEnum } from './enums.js';
import { NodeType } from './node.js';
import { PoseType } from './pose.js';
import { UserErrorType } from './user-error.js';

@InputType()
export class ImportPosesInput {
  @Field(() => ID)
  readonly libraryId!: string;

  @Field(() => ID, { description: 'What POST /uploads answered.' })
  readonly uploadId!: string;

  @Field(() => [String], { nullable: true, description: 'Given to every pose of the file.' })
  readonly tags?: string[] | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Of the pictures, for formats that do not say, and for people in three dimensions; with height.',
  })
  readonly width?: number | null;

  @Field(() => Int, { nullable: true })
  readonly height?: number | null;

  @Field(() => Float, { nullable: true, description: 'Of a clip, one pose each so many seconds; 0.5 where left out.' })
  readonly everySeconds?: number | null;

  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Reports, and takes nothing.' })
  readonly dryRun?: boolean | null;
}

@ObjectType('ImportProblem')
export class ImportProblemType {
  @Field(() => ImportProblemSeverityEnum)
  readonly severity!: 'ERROR' | 'WARNING';

  @Field(() => String, { nullable: true })
  readonly record!: string | null;

  @Field(() => String, { nullable: true })
  readonly field!: string | null;

  @Field(() => String)
  readonly message!: string;
}

@ObjectType('ImportReport')
export class ImportReportType {
  @Field(() => String, { nullable: true })
  readonly format!: string | null;

  @Field(() => ConversionReportType, { description: "What the way from the file's form into ours did." })
  readonly conversion!: ConversionReportType;

  @Field(() => Int, { description: 'Poses that are in the library now; in a dry run, that would be.' })
  readonly taken!: number;

  @Field(() => Int, { description: 'Pictures of the file that gave no pose.' })
  readonly refused!: number;

  @Field(() => Int, { description: 'Of those taken: otherwise than the file has them.' })
  readonly changed!: number;

  @Field(() => [PoseType], { description: 'The first hundred; none in a dry run.', complexity: 100 })
  readonly poses!: readonly object[];

  @Field(() => [ImportProblemType], { description: 'The first thousand.', complexity: 100 })
  readonly problems!: readonly ImportProblemType[];

  @Field(() => Int, { description: 'All of them.' })
  readonly problemCount!: number;
}

@ObjectType('PoseImport', {
  implements: NodeType,
  description:
    'A file being read into a library: ask again for how far it is. Its poses and its end become visible in one moment.',
})
export class PoseImportType extends NodeType {
  @Field(() => ImportStateEnum)
  readonly state!: string;

  @Field(() => String)
  readonly fileName!: string;

  @Field(() => Boolean)
  readonly dryRun!: boolean;

  @Field(() => ImportPhaseEnum, {
    description: 'INDEX: a large file is read through for the first time. READ: its poses are read and written.',
  })
  readonly phase!: string;

  @Field(() => Float, { description: 'Of this phase; the second may read some bytes several times.' })
  readonly bytesRead!: number;

  @Field(() => Float)
  readonly totalBytes!: number;

  @Field(() => Int)
  readonly posesRead!: number;

  @Field(() => Boolean)
  readonly cancelRequested!: boolean;

  @Field(() => ImportReportType, { nullable: true, description: 'Once it has succeeded.' })
  readonly report!: ImportReportType | null;

  @Field(() => UserErrorType, { nullable: true, description: 'Why it has failed.' })
  readonly failure!: UserErrorType | null;

  @Field(() => GraphQLDateTime)
  readonly createdAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true })
  readonly finishedAt!: Date | null;
}

@ObjectType('PoseImportPayload')
export class PoseImportPayloadType {
  @Field(() => PoseImportType, { nullable: true })
  readonly import!: PoseImportType | null;

  @Field(() => [UserErrorType], { complexity: 1 })
  readonly userErrors!: readonly UserErrorType[];
}

@InputType()
export class CancelImportInput {
  @Field(() => ID)
  readonly id!: string;
}

@ObjectType('ImportPosesPayload')
export class ImportPosesPayloadType {
  @Field(() => ImportReportType, { nullable: true })
  readonly report!: ImportReportType | null;

  @Field(() => [UserErrorType], { complexity: 1 })
  readonly userErrors!: readonly UserErrorType[];
}
