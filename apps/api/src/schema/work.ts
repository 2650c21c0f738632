import { GraphQLDateTime } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import { CancelOutcomeEnum } from './enums.js';
import { NodeType } from './node.js';

/** What a generation and a report have in common. */
@ObjectType()
abstract class WorkType extends NodeType {
  @Field(() => Int)
  readonly attempt!: number;

  @Field(() => Int)
  readonly maxAttempts!: number;

  @Field(() => Int, { description: 'The number of its last event.' })
  readonly lastSeq!: number;

  @Field(() => GraphQLDateTime)
  readonly createdAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true })
  readonly startedAt!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true })
  readonly finishedAt!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true })
  readonly cancelRequestedAt!: Date | null;

  @Field(() => CancelOutcomeEnum, { nullable: true })
  readonly cancelOutcome!: string | null;
}

export { WorkType };
