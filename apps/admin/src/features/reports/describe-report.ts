import { type ReportSummaryFragment } from '../../generated/graphql.js';
import { formatModel } from '../../ui/format.js';

/** Who made the pictures: `mannequin 1.2.0`, or the name that somebody gave to what made them elsewhere. */
export function describeGenerator({ generator: { model, name } }: Pick<ReportSummaryFragment, 'generator'>): string {
  return model ? formatModel(model) : name;
}

/** `Held out, version 2` */
export function describeSnapshot({ snapshot }: Pick<ReportSummaryFragment, 'snapshot'>): string {
  return `${snapshot.dataset.name}, version ${snapshot.version}`;
}
