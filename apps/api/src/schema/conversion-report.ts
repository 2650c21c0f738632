import { Field, Float, Int, ObjectType } from 'type-graphql';
import { ConversionLossKindEnum } from './enums.js';

@ObjectType('ConversionLoss')
export class ConversionLossType {
  @Field(() => ConversionLossKindEnum)
  readonly kind!: string;

  @Field(() => String, { description: 'A field or a joint.' })
  readonly what!: string;

  @Field(() => Int, { description: 'How often.' })
  readonly count!: number;

  @Field(() => Float, { nullable: true, description: 'Of PRECISION: the greatest error, in `unit`.' })
  readonly bound?: number;

  @Field(() => String, { nullable: true })
  readonly unit?: string;

  @Field(() => Boolean, { nullable: true, description: 'True: the way back undoes it.' })
  readonly reversible?: boolean;

  @Field(() => String)
  readonly reason!: string;
}

@ObjectType('ConversionReport', { description: 'What a change of form did to poses.' })
export class ConversionReportType {
  @Field(() => String)
  readonly from!: string;

  @Field(() => String)
  readonly to!: string;

  @Field(() => [ConversionLossType], { complexity: 20 })
  readonly losses!: readonly ConversionLossType[];

  @Field(() => Boolean, { description: 'Converted and converted back, it is the same to the last bit.' })
  readonly lossless!: boolean;
}
