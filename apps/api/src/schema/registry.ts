import { GraphQLDateTime, GraphQLJSON } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { createConnectionType } from './connection.js';
import { NodeType } from './node.js';

@ObjectType('Model', { implements: NodeType, description: 'Weights that a worker has offered.' })
export class ModelType extends NodeType {
  @Field(() => String)
  readonly name!: string;

  @Field(() => String, { nullable: true })
  readonly version!: string | null;

  @Field(() => String)
  readonly digest!: string;

  @Field(() => String)
  readonly family!: string;

  @Field(() => String, { nullable: true })
  readonly licence!: string | null;

  @Field(() => GraphQLJSON, { description: 'What a recipe takes where the caller says nothing.' })
  readonly defaults!: object;

  @Field(() => GraphQLDateTime)
  readonly seenAt!: Date;
}

@ObjectType('Backend', { implements: NodeType, description: 'A backend plugin as a worker has found it.' })
export class BackendType extends NodeType {
  @Field(() => String)
  readonly worker!: string;

  @Field(() => String)
  readonly name!: string;

  @Field(() => String)
  readonly version!: string;

  @Field(() => String)
  readonly device!: string;

  @Field(() => Boolean)
  readonly usable!: boolean;

  @Field(() => Boolean, { description: 'Heard of within the last minute.' })
  readonly healthy!: boolean;

  @Field(() => [String], { description: 'Why it is not usable.' })
  readonly reasons!: readonly string[];

  @Field(() => GraphQLJSON)
  readonly capabilities!: object;

  @Field(() => GraphQLDateTime)
  readonly seenAt!: Date;
}

export const ModelConnection = createConnectionType('Model', () => ModelType);
export const BackendConnection = createConnectionType('Backend', () => BackendType);
