import { Field, ID, InputType, Int } from 'type-graphql';

@InputType()
export class ArchiveInput {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => Int, { description: 'The one that the caller saw.' })
  readonly revision!: number;

  @Field(() => Boolean, { nullable: true, defaultValue: true, description: 'False takes it out of the archive.' })
  readonly archived?: boolean | null;
}
