import { readFileSync } from 'node:fs';
import { parsePoseFile } from '@contrapposto/pose';
import { z } from 'zod';
import { PromptSlot } from '../generations/prompt-template.js';
import { type PickedPose, pickPoses } from '../import/pick-poses.js';

/** prisma/seed of this repository, which tools/train writes. */
const FOLDER = new URL('../../../../prisma/seed/', import.meta.url);

const SeedPrompt = z.strictObject({
  name: z.string(),
  tags: z.array(z.string()),
  template: z.string(),
  slots: z.array(PromptSlot),
});

export type SeedPrompt = z.output<typeof SeedPrompt>;

/** The poses of the starter library, in their order. */
export function readSeedPoses(): readonly PickedPose[] {
  const fileName = 'poses.coco.json';
  const parsed = parsePoseFile(readFileSync(new URL(fileName, FOLDER)), { fileName });
  const { picked, problems } = pickPoses(parsed);
  if (problems[0]) throw new Error(`the seed is broken: ${problems[0].message}`);
  return picked;
}

/** Templates for the twenty scenes. */
export function readSeedPrompts(): readonly SeedPrompt[] {
  return z.array(SeedPrompt).parse(JSON.parse(readFileSync(new URL('prompts.json', FOLDER), 'utf8')));
}
