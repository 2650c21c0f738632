import { GraphQLDateTime } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import { createConnectionType } from './connection.js';
import { JobStateEnum } from './enums.js';

@ObjectType('Job', {
  description:
    'An entry of the queue. Gone when its work is done: how that ended is in the state of its generation or report.',
})
export class JobType {
  @Field(() => String, { description: 'What it is for: generation or report.' })
  readonly task!: string;

  @Field(() => JobStateEnum)
  readonly state!: string;

  @Field(() => Int)
  readonly attempts!: number;

  @Field(() => Int)
  readonly maxAttempts!: number;

  @Field(() => GraphQLDateTime)
  readonly runAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true })
  readonly lockedAt!: Date | null;

  @Field(() => String, { nullable: true })
  readonly lastError!: string | null;
}

export const JobConnection = createConnectionType('Job', () => JobType);
