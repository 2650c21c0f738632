import { Field, Int, ObjectType } from 'type-graphql';

export interface SamplePicture {
  readonly sha256: string;
  readonly width: number | null;
  readonly height: number | null;
}

@ObjectType('SamplePicture', { description: 'A picture of a data set, or one that a report judges.' })
export class SamplePictureType implements SamplePicture {
  @Field(() => String)
  readonly sha256!: string;

  @Field(() => Int, { nullable: true, description: 'In pixels; null where nobody has looked yet.' })
  readonly width!: number | null;

  @Field(() => Int, { nullable: true })
  readonly height!: number | null;
}
