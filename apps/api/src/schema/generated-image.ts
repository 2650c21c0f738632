import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import { ImageKindEnum } from './enums.js';

@ObjectType('GeneratedImage')
export class GeneratedImageType {
  @Field(() => ImageKindEnum)
  readonly kind!: string;

  @Field(() => Int)
  readonly width!: number;

  @Field(() => Int)
  readonly height!: number;

  @Field(() => String)
  readonly sha256!: string;

  @Field(() => GraphQLSafeInt)
  readonly byteSize!: number;

  @Field(() => String)
  readonly mediaType!: string;
}
