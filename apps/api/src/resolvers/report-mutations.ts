import {
  archiveReport,
  cancelReport,
  createReport,
  type EvaluationReport,
  loadReports,
  retryReport,
} from '@contrapposto/platform';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { notOfThisStudio } from '../errors/not-of-this-studio.js';
import { withUserErrors } from '../errors/to-user-error.js';
import { toJson } from '../generations/resolve-request.js';
import { requireGlobalId } from '../global-id.js';
import { resolveReport, toPictures } from '../reports/resolve-report.js';
import type { RequestContext } from '../request-context.js';
import {
  ArchiveEvaluationReportInput,
  CreateEvaluationReportInput,
  CreateEvaluationReportPayloadType,
  EvaluationReportIdInput,
  EvaluationReportPayloadType,
} from '../schema/report-inputs.js';
import { author, said } from './inputs.js';

interface Created {
  readonly report: EvaluationReport | null;
  readonly created: boolean;
}

interface Changed {
  readonly report: EvaluationReport | null;
  readonly outcome: 'CANCELED' | 'TOO_LATE' | null;
}

const GENERATOR_FIELDS = [
  'modelId',
  'negativePrompt',
  'width',
  'height',
  'scheduler',
  'numInferenceSteps',
  'guidanceScale',
  'conditioningScale',
];

const NOTHING: Changed = { report: null, outcome: null };
/** The platform's names of what the input calls otherwise. */
const NAMES = {
  ...Object.fromEntries(GENERATOR_FIELDS.map((name) => [name, `model.${name}`])),
  pictures: 'external.pictures',
  request: '',
};

@Resolver()
export class ReportMutations {
  @Mutation(() => CreateEvaluationReportPayloadType, {
    description: 'Puts the judging of a model, or of pictures made elsewhere, into the queue, and returns at once.',
  })
  createEvaluationReport(
    @Arg('input', () => CreateEvaluationReportInput) input: CreateEvaluationReportInput,
    @Ctx() context: RequestContext,
  ): Promise<Created> {
    const work = async () => {
      const { database, studioId } = context;
      const { idempotencyKey, ...asked } = said<CreateEvaluationReportInput>(input);
      const request = await resolveReport(context, input);
      const optional = { ...author(context), ...said({ pictures: toPictures(input), idempotencyKey }) };
      return createReport(database, studioId, { name: input.name, request, ...optional, asked: toJson(asked) });
    };
    return withUserErrors<Created>({ report: null, created: false }, work, NAMES);
  }

  @Mutation(() => EvaluationReportPayloadType, { description: 'Asking twice is asking once.' })
  cancelEvaluationReport(
    @Arg('input', () => EvaluationReportIdInput) { id: globalId }: EvaluationReportIdInput,
    @Ctx() context: RequestContext,
  ): Promise<Changed> {
    return withUserErrors(NOTHING, async () => {
      const { id } = await requireReport(context, globalId);
      const { outcome } = await cancelReport(context.database, id);
      return { report: await requireReport(context, globalId), outcome: outcome === 'PENDING' ? null : outcome };
    });
  }

  @Mutation(() => EvaluationReportPayloadType, {
    description:
      'The same request and pictures once more, as a report of its own, measured by the instruments of today.',
  })
  retryEvaluationReport(
    @Arg('input', () => EvaluationReportIdInput) { id: globalId }: EvaluationReportIdInput,
    @Ctx() context: RequestContext,
  ): Promise<Changed> {
    return withUserErrors(NOTHING, async () => {
      const { id } = await requireReport(context, globalId);
      return { report: await retryReport(context.database, id), outcome: null };
    });
  }

  @Mutation(() => EvaluationReportPayloadType)
  archiveEvaluationReport(
    @Arg('input', () => ArchiveEvaluationReportInput) { id: globalId, archived }: ArchiveEvaluationReportInput,
    @Ctx() context: RequestContext,
  ): Promise<Changed> {
    return withUserErrors(NOTHING, async () => {
      const { id } = await requireReport(context, globalId);
      const report = await archiveReport(context.database, {
        studioId: context.studioId,
        id,
        archived: archived ?? true,
      });
      return { report, outcome: null };
    });
  }
}

/** As it is now, and of the caller's studio. */
async function requireReport({ database, studioId }: RequestContext, globalId: string): Promise<EvaluationReport> {
  const { id } = requireGlobalId(globalId, ['EvaluationReport'], 'id');
  const found = (await loadReports(database, studioId, [id])).get(id);
  if (found) return found;
  throw notOfThisStudio('a report');
}
