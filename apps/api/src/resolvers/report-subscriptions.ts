import { followReportEvents, type ReportEvent } from '@contrapposto/platform';
import { Arg, ID, Int, Resolver, Root, Subscription } from 'type-graphql';
import { notOfThisStudio } from '../errors/not-of-this-studio.js';
import { requireGlobalId } from '../global-id.js';
import type { RequestContext } from '../request-context.js';
import { ReportEventType } from '../schema/evaluation-report.js';

interface Subscribed {
  readonly args: { readonly id: string; readonly after?: number | null };
  readonly context: RequestContext;
}

@Resolver()
export class ReportSubscriptions {
  @Subscription(() => ReportEventType, {
    description: 'Replays the events after a number, then follows; completes after the terminal event.',
    subscribe: follow,
  })
  evaluationReportEvents(
    @Root() event: ReportEvent,
    @Arg('id', () => ID) _id: string,
    @Arg('after', () => Int, { nullable: true, defaultValue: 0 }) _after: number | null,
  ): ReportEvent {
    return event;
  }
}

async function follow({ args, context }: Subscribed) {
  const { id } = requireGlobalId(args.id, ['EvaluationReport'], 'id');
  if (!(await context.loaders.report.load(id))) throw notOfThisStudio('a report');
  const { database, listener, signal } = context;
  return followReportEvents(database, listener, id, { after: args.after ?? 0, signal });
}
