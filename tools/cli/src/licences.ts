import { type CocoEnvelope, type Pose, readCocoLicences } from '@contrapposto/pose';

/** SPDX's word for a licence that nobody has stated. */
const NOT_STATED = 'NOASSERTION';

/** What a file says of a pose's licence: null where it says nothing. */
export function findLicence(pose: Pose, envelope: CocoEnvelope | null): string | null {
  const { license } = pose.extra ?? {};
  return readCocoLicences(envelope?.licenses).get(String(license))?.licence ?? null;
}

/** Terms of poses that are made from several, in the file that they are written to. */
export class CombinedLicences {
  private readonly records: unknown[];
  private readonly known = new Map<string, number>();

  constructor(private readonly envelope: CocoEnvelope | null) {
    this.records = Array.isArray(envelope?.licenses) ? [...(envelope.licenses as unknown[])] : [];
  }

  /** A pose under its own licence and those of what went into it: `CC-BY-4.0 AND CC-BY-NC-4.0`. Where none is stated, it stays as it is. */
  apply(pose: Pose, parts: readonly (string | null)[]): Pose {
    const all = [...new Set([findLicence(pose, this.envelope), ...parts])];
    if (all.length < 2) return pose;
    return {
      ...pose,
      extra: { ...pose.extra, license: this.add(all.map((name) => name ?? NOT_STATED).join(' AND ')) },
    };
  }

  toEnvelope(): CocoEnvelope | undefined {
    if (this.known.size === 0) return this.envelope ?? undefined;
    return { categories: [], ...this.envelope, licenses: this.records };
  }

  private add(name: string): number {
    const id = this.known.get(name) ?? this.nextId();
    if (!this.known.has(name)) this.records.push({ id, name, url: '' });
    this.known.set(name, id);
    return id;
  }

  private nextId(): number {
    const ids = [...readCocoLicences(this.records).keys()].map(Number).filter(Number.isSafeInteger);
    return Math.max(0, ...ids) + 1;
  }
}
