import { type CocoLicence, type Pose, type PoseStream, readCocoLicences } from '@contrapposto/pose';
import { completeTerms, type LicenceTerms, TERMS } from '../library/licence-terms.js';

/** Human-Art is given out for research alone, and each of its pictures is named in this way. */
const HUMAN_ART_PICTURE = /(^|\/)HumanArt\/images\//;
const HUMAN_ART: LicenceTerms = {
  licence: 'Human-Art terms of use',
  commercialUse: false,
  attribution: null,
  source: 'https://idea-research.github.io/HumanArt/',
  author: null,
};

/** The terms that a file states for its pictures: COCO's `licenses`, and those of Human-Art. */
export class StatedTerms {
  private readonly licences: ReadonlyMap<string, CocoLicence>;

  constructor({ envelope }: Pick<PoseStream, 'envelope'>) {
    this.licences = readCocoLicences(envelope?.licenses);
  }

  /** Null where the file says nothing about it. */
  of({ name, extra }: Pose): LicenceTerms | null {
    const licence = this.licences.get(String(extra?.license));
    if (licence) return toTerms(licence);
    return HUMAN_ART_PICTURE.test(name ?? '') ? { ...HUMAN_ART, author: fit('author', extra?.author) } : null;
  }
}

function toTerms({ licence, url, commercialUse, attribution, author }: CocoLicence): LicenceTerms | null {
  const terms = completeTerms({
    licence: fit('licence', licence),
    commercialUse,
    attribution: fit('attribution', attribution),
    source: fit('source', url),
    author: fit('author', author),
  });
  return Object.values(terms).every((value) => value === null) ? null : terms;
}

/** A text that can be kept; what is too long, or no text, is left out. */
function fit(field: 'licence' | 'attribution' | 'source' | 'author', value: unknown): string | null {
  return TERMS[field].safeParse(value).data ?? null;
}
