import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { LicencePartyEnum, LicenceSubjectEnum } from './enums.js';

@ObjectType('LicenceTerms', { description: 'On what terms something may be used.' })
export class LicenceTermsType {
  @Field(() => String, { nullable: true, description: "An SPDX id, or a name of the studio's own." })
  readonly licence!: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Null where nobody knows, which is not a yes.' })
  readonly commercialUse!: boolean | null;

  @Field(() => String, { nullable: true, description: 'The words in which the author wants to be named.' })
  readonly attribution!: string | null;

  @Field(() => String, { nullable: true })
  readonly source!: string | null;

  @Field(() => String, { nullable: true })
  readonly author!: string | null;
}

@ObjectType('LicenceNotice', {
  description: 'The terms of one thing that went into something else, as they were then.',
})
export class LicenceNoticeType extends LicenceTermsType {
  @Field(() => LicenceSubjectEnum)
  readonly kind!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => String, { nullable: true })
  readonly version!: string | null;

  @Field(() => ID, { nullable: true, description: 'Of a pose that is in a library.' })
  readonly poseVersionId!: string | null;

  @Field(() => String, { nullable: true, description: 'The library that the pose was in.' })
  readonly library!: string | null;

  @Field(() => [String], {
    description: 'Of a pose that an operation put into another one: from that one on. Empty of what was used itself.',
  })
  readonly partOf!: readonly string[];

  @Field(() => LicencePartyEnum, { nullable: true, description: 'Who states the licence; null where nobody does.' })
  readonly statedBy!: string | null;
}

/** What a library or a pose says of its terms. Left out: nothing is changed. Null: nothing is said. */
@InputType()
abstract class TermsInput {
  @Field(() => String, { nullable: true, description: "An SPDX id, or a name of the studio's own." })
  readonly licence?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Null: what the licence is known to say.' })
  readonly commercialUse?: boolean | null;

  @Field(() => String, { nullable: true })
  readonly attribution?: string | null;

  @Field(() => String, { nullable: true })
  readonly source?: string | null;

  @Field(() => String, { nullable: true })
  readonly author?: string | null;
}

export { TermsInput };
