import { ID, Field, InterfaceType } from 'type-graphql';

/** The types that an id may name, as they stand in ids and in the SDL. */
export const NODE_TYPES = [
  'Studio',
  'PoseLibrary',
  'Pose',
  'PoseVersion',
  'PoseCollection',
  'PoseExport',
  'PoseImport',
  'Prompt',
  'PromptVersion',
  'Model',
  'Backend',
  'Generation',
  'Dataset',
  'DatasetSnapshot',
  'EvaluationReport',
] as const;

export type NodeTypeName = (typeof NODE_TYPES)[number];

/** A row that says of what type it is, for those who ask for any node. */
export interface NodeRow {
  readonly __typename: NodeTypeName;
  readonly id: string;
}

@InterfaceType('Node', {
  description: 'Anything with an id that `node` finds again.',
  resolveType: ({ __typename }: NodeRow) => __typename,
})
export abstract class NodeType {
  @Field(() => ID, { description: 'Opaque, and unique among all nodes.' })
  readonly id!: string;
}
