import { GraphQLDateTime, GraphQLJSON } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import { GenerationEventTypeEnum } from './enums.js';

@ObjectType('GenerationEvent', { description: 'Numbered 1..n for each generation, without a gap.' })
export class GenerationEventType {
  @Field(() => Int)
  readonly seq!: number;

  @Field(() => GenerationEventTypeEnum)
  readonly type!: string;

  @Field(() => GraphQLJSON)
  readonly payload!: object;

  @Field(() => GraphQLDateTime)
  readonly createdAt!: Date;
}
