import { z } from 'zod';
import { text } from './fields.js';

/**
 * On what terms something may be used.
 *
 * - `licence` is an SPDX id, or a name of the studio's own.
 * - `commercialUse` is what the licence says about it: null where nobody knows, which is not a yes.
 */
export interface LicenceTerms {
  readonly licence: string | null;
  readonly commercialUse: boolean | null;
  /** The words in which the author wants to be named. */
  readonly attribution: string | null;
  readonly source: string | null;
  readonly author: string | null;
}

export const TERMS = {
  licence: text(200).trim().min(1).nullable(),
  commercialUse: z.boolean().nullable(),
  attribution: text(2000).nullable(),
  source: text(2000).nullable(),
  author: text(200).nullable(),
};

const CC_VERSIONS = ['1.0', '2.0', '2.5', '3.0', '4.0'];
const onEach = (names: readonly string[]) =>
  CC_VERSIONS.flatMap((version) => names.map((name) => `${name}-${version}`));

/** SPDX ids that allow commercial use, and those that forbid it. Others, such as those that allow no changes, are a lawyer's question. */
const ALLOWING: readonly string[] = [
  ...['0BSD', 'AFL-3.0', 'AGPL-3.0-only', 'AGPL-3.0-or-later', 'Apache-2.0', 'Artistic-2.0', 'BSD-2-Clause'],
  ...[
    'BSD-3-Clause',
    'BSL-1.0',
    'CC0-1.0',
    'CDLA-Permissive-1.0',
    'CDLA-Permissive-2.0',
    'CDLA-Sharing-1.0',
    'ECL-2.0',
  ],
  ...['EPL-2.0', 'EUPL-1.2', 'GPL-2.0-only', 'GPL-2.0-or-later', 'GPL-3.0-only', 'GPL-3.0-or-later', 'ISC'],
  ...[
    'LGPL-2.1-only',
    'LGPL-2.1-or-later',
    'LGPL-3.0-only',
    'LGPL-3.0-or-later',
    'MIT',
    'MIT-0',
    'MPL-2.0',
    'ODC-By-1.0',
  ],
  ...['ODbL-1.0', 'OFL-1.1', 'PDDL-1.0', 'Unlicense', 'WTFPL', 'Zlib'],
  ...onEach(['CC-BY', 'CC-BY-SA']),
];
const FORBIDDING = onEach(['CC-BY-NC', 'CC-BY-NC-SA', 'CC-BY-NC-ND']);

const KNOWN = new Map([
  ...ALLOWING.map((id) => [id.toLowerCase(), true] as const),
  ...FORBIDDING.map((id) => [id.toLowerCase(), false] as const),
]);

/** For conditions in SQL, in lower case. */
export const ALLOWING_IDS: readonly string[] = ALLOWING.map((id) => id.toLowerCase());

/** Between licences that hold together, as SPDX writes it. */
const AND = ' AND ';
/** SPDX's word for a licence that nobody has stated. */
const NOT_STATED = 'NOASSERTION';

/**
 * What a licence is known to say, whatever the case of its letters; null of one that is not known here. Of several (`CC-BY-4.0 AND MIT`):
 * what all of them together say.
 */
export function allowsCommercialUse(licence: string | null): boolean | null {
  const licences = (licence ?? '').toLowerCase().split(AND.toLowerCase());
  return joinWords(licences.map((one) => KNOWN.get(one.trim()) ?? null));
}

/** One no is a no; of yeses and nothing, nothing is known. */
function joinWords(words: readonly (boolean | null)[]): boolean | null {
  if (words.includes(false)) return false;
  return words.every((word) => word === true) ? true : null;
}

/** Terms that hold together, of something made from several: its own first. */
export function combineTerms(all: readonly LicenceTerms[]): LicenceTerms {
  const join = (field: 'attribution' | 'source' | 'author', between: string) =>
    [...new Set(all.flatMap((terms) => terms[field] ?? []))].join(between) || null;
  const licences = [...new Set(all.map(({ licence }) => licence ?? NOT_STATED))];
  return {
    licence: licences.every((licence) => licence === NOT_STATED) ? null : licences.join(AND),
    commercialUse: joinWords(all.map(({ commercialUse }) => commercialUse)),
    attribution: join('attribution', '; '),
    source: join('source', ', '),
    author: join('author', ', '),
  };
}

/** Terms with what the licence itself says about commercial use, where nobody said otherwise. */
export function completeTerms({ licence, commercialUse, attribution, source, author }: LicenceTerms): LicenceTerms {
  return { licence, commercialUse: commercialUse ?? allowsCommercialUse(licence), attribution, source, author };
}

/**
 * The terms of a pose: its own, and where it says nothing its library's. A licence and its word on commercial use go together: a pose with a
 * licence of its own takes neither from the library.
 */
export function inheritTerms(pose: LicenceTerms, library: LicenceTerms): LicenceTerms {
  const inherited = pose.licence === null ? library.commercialUse : null;
  return completeTerms({
    licence: pose.licence ?? library.licence,
    commercialUse: pose.commercialUse ?? inherited,
    attribution: pose.attribution ?? library.attribution,
    source: pose.source ?? library.source,
    author: pose.author ?? library.author,
  });
}
