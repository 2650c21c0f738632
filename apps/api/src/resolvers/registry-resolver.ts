import {
  type Backend,
  countBackends,
  countJobs,
  countModels,
  type EvaluationReport,
  type Generation,
  type Job,
  listBackends,
  listJobs,
  listModels,
  type Model,
} from '@contrapposto/platform';
import { Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { toGlobalId } from '../global-id.js';
import type { RequestContext } from '../request-context.js';
import { Connection } from '../schema/connection.js';
import { EvaluationReportType } from '../schema/evaluation-report.js';
import { GenerationType } from '../schema/generation.js';
import { JobConnection, JobType } from '../schema/job.js';
import { PageArgs } from '../schema/page.js';
import { BackendConnection, ModelConnection } from '../schema/registry.js';
import { toPageRequest } from './inputs.js';

@Resolver()
export class RegistryResolver {
  @Query(() => ModelConnection)
  async models(@Args() page: PageArgs, @Ctx() { database }: RequestContext): Promise<Connection<Model>> {
    return new Connection(await listModels(database, toPageRequest(page)), () => countModels(database));
  }

  @Query(() => BackendConnection)
  async backends(@Args() page: PageArgs, @Ctx() { database }: RequestContext): Promise<Connection<Backend>> {
    return new Connection(await listBackends(database, toPageRequest(page)), () => countBackends(database));
  }
}

@Resolver(() => JobType)
export class JobResolver {
  @Query(() => JobConnection)
  async jobs(@Args() page: PageArgs, @Ctx() { database, studioId }: RequestContext): Promise<Connection<Job>> {
    return new Connection(await listJobs(database, studioId, toPageRequest(page)), () => countJobs(database, studioId));
  }

  @FieldResolver(() => ID)
  id(@Root() { id }: Job): string {
    return toGlobalId('Job', id);
  }

  @FieldResolver(() => GenerationType, { nullable: true })
  async generation(@Root() { id, task }: Job, @Ctx() { loaders }: RequestContext): Promise<Generation | null> {
    return task === 'generation' ? ((await loaders.generation.load(id)) ?? null) : null;
  }

  @FieldResolver(() => EvaluationReportType, { nullable: true })
  async evaluationReport(
    @Root() { id, task }: Job,
    @Ctx() { loaders }: RequestContext,
  ): Promise<EvaluationReport | null> {
    return task === 'report' ? ((await loaders.report.load(id)) ?? null) : null;
  }
}
