import { isObject } from './file-record.js';

/** One of a COCO file's `licenses`. */
export interface CocoLicence {
  /** An SPDX id where its address is that of a Creative Commons licence, else its name; null where it has neither. */
  readonly licence: string | null;
  readonly url: string | null;
  /** Fields that this package writes beside COCO's own. */
  readonly commercialUse: boolean | null;
  readonly attribution: string | null;
  readonly author: string | null;
}

/** Addresses of the licences as they are, in no country's version of them. */
const CREATIVE_COMMONS =
  /^https?:\/\/(?:www\.)?creativecommons\.org\/licenses\/(by(?:-nc)?(?:-nd|-sa)?)\/([1-4]\.[05])\/?(?:deed\.\w+|legalcode)?$/i;
const PUBLIC_DOMAIN = /^https?:\/\/(?:www\.)?creativecommons\.org\/publicdomain\/zero\/1\.0\/?/i;
/** How this package says that nobody has stated one. */
const NONE_STATED = 'none stated';

/** The SPDX id of a Creative Commons licence by its address: `CC-BY-NC-SA-2.0`. Null of any other. */
export function findSpdxId(url: string): string | null {
  const [, kind, version] = CREATIVE_COMMONS.exec(url) ?? [];
  if (kind !== undefined) return `CC-${kind.toUpperCase()}-${version}`;
  return PUBLIC_DOMAIN.test(url) ? 'CC0-1.0' : null;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

/** A COCO file's `licenses` by their ids, as images name them in `license`. What cannot be read is left out. */
export function readCocoLicences(licenses: unknown): Map<string, CocoLicence> {
  const found = new Map<string, CocoLicence>();
  for (const record of Array.isArray(licenses) ? (licenses as unknown[]) : []) {
    if (!isObject(record)) continue;
    const { id } = record;
    if (typeof id !== 'string' && typeof id !== 'number' && typeof id !== 'bigint') continue;
    const { name, url, commercial_use: commercialUse, attribution, author } = record;
    const address = textOf(url);
    const stated = textOf(name);
    found.set(String(id), {
      licence: (address && findSpdxId(address)) ?? (stated === NONE_STATED ? null : stated),
      url: address,
      commercialUse: typeof commercialUse === 'boolean' ? commercialUse : null,
      attribution: textOf(attribution),
      author: textOf(author),
    });
  }
  return found;
}
