import { GraphQLDateTime, GraphQLSafeInt } from 'graphql-scalars';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { createConnectionType } from './connection.js';
import { ConversionReportType } from './conversion-report.js';
import { PoseExportFormatEnum } from './enums.js';
import { LicenceNoticeType } from './licence.js';
import { NodeType } from './node.js';
import { UserErrorType } from './user-error.js';

@InputType()
export class ExportPosesInput {
  @Field(() => [ID], { description: 'Poses (their current versions) or PoseVersions; at most 1,000.' })
  readonly poseIds!: readonly string[];

  @Field(() => PoseExportFormatEnum)
  readonly format!: string;

  @Field(() => Boolean, { description: 'What the files are for: true asks every licence that goes with them.' })
  readonly commercialUse!: boolean;

  @Field(() => String, { nullable: true, description: 'How PNG skeletons are drawn; humansd-v1 where left out.' })
  readonly rendererProfile?: string | null;
}

@ObjectType('ExportedFile')
export class ExportedFileType {
  @Field(() => String)
  readonly fileName!: string;

  @Field(() => String)
  readonly sha256!: string;

  @Field(() => GraphQLSafeInt)
  readonly byteSize!: number;

  @Field(() => String)
  readonly mediaType!: string;
}

@ObjectType('PoseExport', {
  implements: NodeType,
  description: 'What was once taken out, for what, and on which terms.',
})
export class PoseExportType extends NodeType {
  @Field(() => PoseExportFormatEnum)
  readonly format!: string;

  @Field(() => Boolean)
  readonly commercialUse!: boolean;

  @Field(() => [LicenceNoticeType], { description: 'Of each pose, as they were.', complexity: 100 })
  readonly licences!: readonly LicenceNoticeType[];

  @Field(() => ConversionReportType)
  readonly report!: ConversionReportType;

  @Field(() => [ExportedFileType], { description: 'Those of the poses, and LICENCES.txt.', complexity: 100 })
  readonly files!: readonly ExportedFileType[];

  @Field(() => GraphQLDateTime)
  readonly createdAt!: Date;
}

export const PoseExportConnection = createConnectionType('PoseExport', () => PoseExportType);

@ObjectType('ExportPosesPayload')
export class ExportPosesPayloadType {
  @Field(() => PoseExportType, { nullable: true })
  readonly export!: object | null;

  @Field(() => [UserErrorType], { complexity: 1 })
  readonly userErrors!: readonly UserErrorType[];
}
