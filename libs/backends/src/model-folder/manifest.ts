import { MODEL_FAMILIES, SCHEDULER_NAMES } from '@contrapposto/model-core';
import { z } from 'zod';
import { ModelFolderError } from '../errors.js';
import type { Json } from './model-artifact.js';

const Rgb = z.tuple([z.number(), z.number(), z.number()]);

/** contrapposto.json: what the layout of diffusers has no place for. Every key but schemaVersion may be absent. */
const Manifest = z.strictObject({
  schemaVersion: z.literal(1),
  name: z.string().min(1).optional(),
  version: z.string().min(1).optional(),
  licence: z.string().min(1).optional(),
  family: z.enum(MODEL_FAMILIES).optional(),
  rendererProfile: z.string().min(1).optional(),
  renderSize: z.int().min(1).max(8192).optional(),
  defaultSize: z.strictObject({ width: z.int().min(8).max(8192), height: z.int().min(8).max(8192) }).optional(),
  defaults: z
    .strictObject({
      scheduler: z.enum(SCHEDULER_NAMES),
      steps: z.int().min(1).max(1000),
      guidanceScale: z.number().min(0).max(50),
      negativePrompt: z.string(),
    })
    .partial()
    .optional(),
  latentPreview: z.strictObject({ factors: z.array(Rgb).min(1), bias: Rgb }).optional(),
  scenes: z.array(z.string().min(1)).optional(),
});

export type Manifest = z.infer<typeof Manifest>;

/** @throws ModelFolderError CONFIG_INVALID naming each wrong key */
export function parseManifest(json: Json): Manifest {
  const result = Manifest.safeParse(json);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`);
  throw ModelFolderError.of('CONFIG_INVALID', {
    expected: 'the keys that the model folder guide describes',
    got: problems.join('; '),
    where: 'contrapposto.json',
    advice: 'Correct the file, or remove it: a plain diffusers folder works without.',
  });
}
