import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { TermsInput } from './licence.js';
import { NodeType } from './node.js';

/** What a library and a data set have in common: a name, terms, and edits that are counted. */
@ObjectType()
abstract class OnTermsType extends NodeType {
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

@InputType()
abstract class CreateOnTermsInput extends TermsInput {
  @Field(() => String)
  readonly name!: string;

  @Field(() => String, { nullable: true })
  readonly description?: string | null;
}

@InputType()
abstract class UpdateOnTermsInput extends TermsInput {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int)
  readonly revision!: number;

  @Field(() => String, { nullable: true })
  readonly name?: string | null;

  @Field(() => String, { nullable: true })
  readonly description?: string | null;
}

export { CreateOnTermsInput, OnTermsType, UpdateOnTermsInput };
