import { Field, ObjectType } from 'type-graphql';
import { NodeType } from './node.js';

@ObjectType('Studio', { implements: NodeType })
export class StudioType extends NodeType {
  @Field(() => String)
  readonly slug!: string;

  @Field(() => String)
  readonly name!: string;
}

@ObjectType('Viewer', { description: 'Whoever asks.' })
export class ViewerType {
  @Field(() => StudioType)
  readonly studio!: StudioType;
}
