import {
  countFidelityInsights,
  type Edge,
  type FidelityFigures,
  type FidelityInsight,
  type Generation,
  type InsightGroup,
  type InsightOrder,
  type InsightRequest,
  listFidelityInsights,
  type Model,
  type Page,
  type Pose,
  type Prompt,
  readFidelityFigures,
} from '@contrapposto/platform';
import { Arg, Args, Ctx, FieldResolver, Float, Int, Query, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../request-context.js';
import { Connection } from '../schema/connection.js';
import { InsightGroupEnum, InsightOrderEnum } from '../schema/enums.js';
import { FidelityFiguresType, FidelityInsightConnection, FidelityInsightType } from '../schema/fidelity-insight.js';
import { GenerationFilterInput, GenerationType } from '../schema/generation.js';
import { PageArgs } from '../schema/page.js';
import { PoseType } from '../schema/pose.js';
import { PromptType } from '../schema/prompt.js';
import { ModelType } from '../schema/registry.js';
import { toGenerationFilter } from './generation-filter.js';
import { toPageRequest } from './inputs.js';

/** A group, and what it is a group of. */
interface Insight extends FidelityInsight {
  readonly request: InsightRequest;
}

class InsightPage extends Connection<Insight> {
  constructor(
    page: Page<Insight>,
    totalCount: () => Promise<number>,
    readonly readOverall: () => Promise<FidelityFigures>,
  ) {
    super(page, totalCount);
  }
}

@Resolver(() => FidelityInsightConnection)
export class FidelityInsightConnectionResolver {
  @FieldResolver(() => FidelityFiguresType, {
    complexity: 20,
    description: 'Of all pictures that the filter finds, whether they are in a group or not.',
  })
  overall(@Root() { readOverall }: InsightPage): Promise<FidelityFigures> {
    return readOverall();
  }
}

@Resolver(() => FidelityInsightType)
export class FidelityInsightResolver {
  @Query(() => FidelityInsightConnection, {
    complexity: 50,
    description:
      'Which poses, prompts, scenes, models or joints lose the pose. It reads every picture that the filter finds.',
  })
  async fidelityInsights(
    @Arg('groupBy', () => InsightGroupEnum, {
      description:
        'PROMPT: one of the library, whatever its slots held, or the same text. SCENE: see GenerationFilter.scenes.',
    })
    groupBy: InsightGroup,
    @Arg('filter', () => GenerationFilterInput, { nullable: true }) filter: GenerationFilterInput | null,
    @Arg('threshold', () => Float, {
      nullable: true,
      defaultValue: 0.5,
      description: 'Below it a picture has lost its pose: object keypoint similarity, 0..1.',
    })
    threshold: number | null,
    @Arg('leastCount', () => Int, {
      nullable: true,
      defaultValue: 1,
      description: 'Groups of fewer pictures are left out: a share of few says little.',
    })
    leastCount: number | null,
    @Arg('orderBy', () => InsightOrderEnum, { nullable: true, defaultValue: 'LOST_SHARE_DESC' })
    orderBy: InsightOrder | null,
    @Args() args: PageArgs,
    @Ctx() { database, studioId }: RequestContext,
  ): Promise<InsightPage> {
    const request: InsightRequest = {
      groupBy,
      threshold: threshold ?? 0.5,
      leastCount: leastCount ?? 1,
      filter: toGenerationFilter(filter),
    };
    const page = toPageRequest(args);
    const { edges, ...rest } = await listFidelityInsights(database, studioId, {
      ...request,
      orderBy: orderBy ?? 'LOST_SHARE_DESC',
      page,
    });
    const told = edges.map(({ node, cursor }): Edge<Insight> => ({ cursor, node: { ...node, request } }));
    return new InsightPage(
      { ...rest, edges: told },
      () => countFidelityInsights(database, studioId, request),
      () => readFidelityFigures(database, studioId, request),
    );
  }

  @FieldResolver(() => String, {
    description: 'Of the pose, prompt or model; the text of a prompt; the scene or the joint.',
  })
  async name(@Root() insight: Insight, @Ctx() { loaders }: RequestContext): Promise<string> {
    const { groupBy } = insight.request;
    const load = { POSE: loaders.pose, PROMPT: loaders.prompt, MODEL: loaders.model, SCENE: null, JOINT: null }[
      groupBy
    ];
    return (await load?.load(insight.key))?.name ?? insight.key;
  }

  @FieldResolver(() => PoseType, { nullable: true, description: 'Of groups by POSE.' })
  pose(@Root() { key, request }: Insight, @Ctx() { loaders }: RequestContext): Promise<Pose | undefined> | null {
    return request.groupBy === 'POSE' ? loaders.pose.load(key) : null;
  }

  @FieldResolver(() => PromptType, { nullable: true, description: 'Of groups by PROMPT; null of a text.' })
  prompt(@Root() { key, request }: Insight, @Ctx() { loaders }: RequestContext): Promise<Prompt | undefined> | null {
    return request.groupBy === 'PROMPT' ? loaders.prompt.load(key) : null;
  }

  @FieldResolver(() => ModelType, { nullable: true, description: 'Of groups by MODEL.' })
  model(@Root() { key, request }: Insight, @Ctx() { loaders }: RequestContext): Promise<Model | undefined> | null {
    return request.groupBy === 'MODEL' ? loaders.model.load(key) : null;
  }

  @FieldResolver(() => FidelityFiguresType)
  figures(@Root() insight: Insight): FidelityFigures {
    return insight;
  }

  @FieldResolver(() => [GenerationType], {
    complexity: 3,
    description: 'Its worst pictures, the worst first; 1..6 of them.',
  })
  async worst(
    @Root() { key, request }: Insight,
    @Arg('first', () => Int, { nullable: true, defaultValue: 3 }) first: number | null,
    @Ctx() { loaders }: RequestContext,
  ): Promise<Generation[]> {
    const ids = (await loaders.worstGenerations({ ...request, limit: first ?? 3 }).load(key)) ?? [];
    const generations = await Promise.all(ids.map((id) => loaders.generation.load(id)));
    return generations.filter((generation) => generation !== undefined);
  }
}
