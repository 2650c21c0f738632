import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ExtractorKind, ExtractorSource } from '@contrapposto/backends';
import { formatReport } from '@contrapposto/pose';
import { z } from 'zod';
import { EnvironmentError } from './environment-error.js';

/** The networks with which reports measure, where they are not those of the model folders. */
export type ExtractorSources = Readonly<Partial<Record<ExtractorKind, ExtractorSource>>>;

const Folder = z.string().min(1);

/** Folders are relative to the file. */
const ExtractorsFile = z.strictObject({
  'image-features': Folder.optional(),
  'text-image': Folder.optional(),
  'pose-estimator': z.union([Folder, z.strictObject({ folder: Folder, detector: Folder.optional() })]).optional(),
});

/** @throws EnvironmentError for a file that cannot be read, or says what nobody knows */
export function readExtractorsFile(file: string): ExtractorSources {
  const { success, data, error } = ExtractorsFile.safeParse(readJson(file));
  if (!success) throw unusable(file, z.prettifyError(error));
  const sources: Partial<Record<ExtractorKind, ExtractorSource>> = {};
  for (const [kind, entry] of Object.entries(data)) {
    if (entry === undefined) continue;
    const { folder, detector } = typeof entry === 'string' ? { folder: entry } : entry;
    sources[kind as ExtractorKind] = {
      folder: resolveFrom(file, folder),
      ...(detector !== undefined && { detector: resolveFrom(file, detector) }),
    };
  }
  return sources;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw unusable(file, (error as Error).message);
  }
}

function resolveFrom(file: string, folder: string): string {
  return path.resolve(path.dirname(file), folder);
}

function unusable(file: string, got: string): EnvironmentError {
  return new EnvironmentError(
    formatReport({
      expected: 'a JSON object of folders by kind of extractor: image-features, text-image, pose-estimator',
      got,
      where: `CONTRAPPOSTO_EXTRACTORS, ${file}`,
      advice: 'See docs/guides/extractors.md.',
    }),
  );
}
