import { GraphQLJSON, GraphQLSafeInt } from 'graphql-scalars';
import { Field, Float, Int, ObjectType } from 'type-graphql';
import { SchedulerEnum } from './enums.js';
import { PoseData } from './pose-data.js';

@ObjectType('Recipe', { description: 'Everything that decides the picture. `json` is the whole of it, as in the PNG.' })
export class RecipeType {
  @Field(() => String)
  readonly prompt!: string;

  @Field(() => String)
  readonly negativePrompt!: string;

  @Field(() => GraphQLSafeInt)
  readonly seed!: number;

  @Field(() => Int)
  readonly width!: number;

  @Field(() => Int)
  readonly height!: number;

  @Field(() => SchedulerEnum)
  readonly scheduler!: string;

  @Field(() => Int)
  readonly numInferenceSteps!: number;

  @Field(() => Float)
  readonly guidanceScale!: number;

  @Field(() => Float, { nullable: true, description: 'Of the families controlnet and t2i-adapter alone, 0..2.' })
  readonly conditioningScale!: number | null;

  @Field(() => PoseData, { nullable: true })
  readonly pose!: object | null;

  @Field(() => GraphQLJSON)
  readonly json!: object;
}
