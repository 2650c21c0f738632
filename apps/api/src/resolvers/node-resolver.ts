import { Arg, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { UserMistake } from '../errors/user-mistake.js';
import { type GlobalId, type GlobalType, parseGlobalId, toGlobalId } from '../global-id.js';
import type { Loaders } from '../loaders.js';
import type { RequestContext } from '../request-context.js';
import { loadStudio } from '../studios.js';
import { type NodeRow, NodeType, type NodeTypeName } from '../schema/node.js';

/** More at once are several queries. */
const MOST_IDS = 100;

const LOADERS: Readonly<Record<Exclude<NodeTypeName, 'Studio'>, keyof Loaders & NodeLoader>> = {
  PoseLibrary: 'poseLibrary',
  Pose: 'pose',
  PoseVersion: 'poseVersion',
  PoseCollection: 'poseCollection',
  PoseExport: 'poseExport',
  PoseImport: 'poseImport',
  Prompt: 'prompt',
  PromptVersion: 'promptVersion',
  Model: 'model',
  Backend: 'backend',
  Generation: 'generation',
  Dataset: 'dataset',
  DatasetSnapshot: 'datasetSnapshot',
  EvaluationReport: 'report',
};
type NodeLoader =
  | 'poseLibrary'
  | 'pose'
  | 'poseVersion'
  | 'poseCollection'
  | 'poseExport'
  | 'poseImport'
  | 'prompt'
  | 'promptVersion'
  | 'model'
  | 'backend'
  | 'generation'
  | 'dataset'
  | 'datasetSnapshot'
  | 'report';

@Resolver(() => NodeType)
export class NodeResolver {
  /** The one place where ids of rows become ids of nodes. */
  @FieldResolver(() => ID)
  id(@Root() { id }: { id: string }, @Info() info: GraphQLResolveInfo): string {
    return toGlobalId(info.parentType.name as GlobalType, id);
  }

  @Query(() => NodeType, { nullable: true, description: 'Null for what is not there, or not of this studio.' })
  node(@Arg('id', () => ID) id: string, @Ctx() context: RequestContext): Promise<NodeRow | null> {
    return loadNode(context, id);
  }

  @Query(() => [NodeType], { nullable: 'items', description: 'At most 100, in the order of the ids.' })
  nodes(@Arg('ids', () => [ID]) ids: string[], @Ctx() context: RequestContext): Promise<(NodeRow | null)[]> {
    if (ids.length > MOST_IDS)
      throw new UserMistake(
        'TOO_MANY',
        { expected: `at most ${MOST_IDS} ids`, got: String(ids.length), where: 'nodes' },
        'ids',
      );
    return Promise.all(ids.map((id) => loadNode(context, id)));
  }
}

async function loadNode(context: RequestContext, text: string): Promise<NodeRow | null> {
  const found = parseGlobalId(text);
  if (!found || !isNodeId(found)) return null;
  const { type, id } = found;
  const row = type === 'Studio' ? await loadStudio(context, id) : await context.loaders[LOADERS[type]].load(id);
  return row ? { ...row, __typename: type } : null;
}

function isNodeId(found: GlobalId): found is GlobalId & { type: NodeTypeName } {
  return found.type === 'Studio' || found.type in LOADERS;
}
