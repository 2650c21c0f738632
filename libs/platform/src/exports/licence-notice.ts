import { PlatformError } from '../errors.js';
import type { LicenceTerms } from '../library/licence-terms.js';

/** The terms of one thing that went into something else, as they were then. */
export interface LicenceNotice extends LicenceTerms {
  readonly kind: 'POSE' | 'MODEL' | 'DATASET';
  readonly name: string;
  /** Of a pose that is in a library. */
  readonly poseVersionId: string | null;
  readonly version: string | null;
  readonly library: string | null;
  /** Who says the licence: null where nobody does. */
  readonly statedBy: 'POSE' | 'LIBRARY' | 'MODEL' | 'DATASET' | null;
  /** Of a pose that went into another one: from that one on, `pose "leap" (version 2)`. */
  readonly partOf?: readonly string[];
}

/** Conflicts that one message names; more are counted. */
const TOLD = 10;

/**
 * @param what it is that would be used: `the export`
 * @throws PlatformError LICENSE_CONFLICT naming each way from it to a licence that forbids commercial use, or is not known to allow it
 */
export function assertCommercialUse(notices: readonly LicenceNotice[], what: string): void {
  const conflicts = notices.filter(({ commercialUse }) => commercialUse !== true);
  if (conflicts.length === 0) return;
  const chains = conflicts.slice(0, TOLD).map((notice) => formatChain(notice, what));
  const rest = conflicts.length - chains.length;
  throw new PlatformError(
    'LICENSE_CONFLICT',
    {
      expected: 'licences that allow commercial use',
      got: `${chains.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}`,
      where: what,
      advice:
        'Leave these out, or say on the pose or its library what its licence is and that it allows commercial use.',
    },
    { field: 'commercialUse' },
  );
}

/** `pose "leap" (version 2)` */
export function describeThing({ kind, name, version }: Pick<LicenceNotice, 'kind' | 'name' | 'version'>): string {
  return `${kind.toLowerCase()} ${JSON.stringify(name)}${version === null ? '' : ` (version ${version})`}`;
}

/** `the export <- pose "leap" (version 2) <- library "Human-Art": CC-BY-NC-4.0 forbids commercial use` */
export function formatChain({ library, statedBy, partOf = [], ...notice }: LicenceNotice, what: string): string {
  const links = [what, ...partOf, describeThing(notice)];
  if (library !== null && statedBy !== 'POSE') links.push(`library ${JSON.stringify(library)}`);
  return `${links.join(' <- ')}: ${describe(notice)}`;
}

function describe({ licence, commercialUse }: Pick<LicenceTerms, 'licence' | 'commercialUse'>): string {
  if (commercialUse === false) return `${licence ?? 'its owner'} forbids commercial use`;
  return licence === null ? 'no licence is stated' : `${licence} is not known to allow commercial use`;
}

/** A text for people, to lie beside what was taken out: each set of terms once, with whom it is about. */
export function formatNotices(notices: readonly LicenceNotice[]): string {
  const groups = new Map<string, { terms: readonly string[]; names: Set<string> }>();
  for (const notice of notices) {
    const terms = listTerms(notice);
    const key = terms.join('\n');
    const group = groups.get(key) ?? { terms, names: new Set<string>() };
    group.names.add(nameOf(notice));
    groups.set(key, group);
  }
  const paragraphs = [...groups.values()].map(({ terms, names }) =>
    [...terms, ...[...names].map((name) => `  - ${name.replaceAll(/\s+/g, ' ')}`)].join('\n'),
  );
  return `${paragraphs.join('\n\n')}\n`;
}

function nameOf({ name, partOf = [] }: LicenceNotice): string {
  return partOf.length === 0 ? name : `${name}, in ${partOf.join(', in ')}`;
}

function listTerms({ licence, commercialUse, attribution, source, author, library }: LicenceNotice): string[] {
  const commercial = commercialUse === null ? 'not known' : commercialUse ? 'yes' : 'no';
  return [
    `Licence: ${licence ?? 'none stated'}`,
    `Commercial use: ${commercial}`,
    ...(author === null ? [] : [`Author: ${author}`]),
    ...(attribution === null ? [] : [`Attribution: ${attribution}`]),
    ...(source === null ? [] : [`Source: ${source}`]),
    ...(library === null ? [] : [`Library: ${library}`]),
  ];
}
