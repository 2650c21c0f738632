import path from 'node:path';
import { openModelFolder } from '@contrapposto/backends';
import type { Context } from '../context.js';
import { writeWholeFile } from '../files/write-file.js';
import { resolveModelFolder } from '../model-source.js';
import { loadModel, makePicture, type MadePicture } from '../picture-maker.js';
import { loadPose } from '../pose-source.js';
import { composeContactSheet } from '../png/contact-sheet.js';
import { composeRecipe } from '../recipe-options.js';
import { createProgress, formatSeconds } from '../report/progress.js';
import type { CommandResult } from '../result.js';

export interface DemoOptions {
  readonly out: string;
  readonly seed: number;
  readonly steps?: number;
  readonly model?: string;
  readonly backend?: string;
}

/** Poses of the starter library, each with a scene style that looks like no other. */
const PICTURES = [
  { pose: 'jumping', prompt: 'cartoon, a man in a red shirt jumping' },
  { pose: 'dancing', prompt: 'watercolor, a woman in a blue dress dancing' },
  { pose: 'archer', prompt: 'shadow_play, a man in armor drawing a bow' },
  { pose: 'warrior', prompt: 'kids_drawing, a man in a red shirt doing the yoga warrior pose' },
] as const;

/** `demo`: four pictures and one sheet that shows each under its skeleton. */
export async function demo(context: Context, options: DemoOptions): Promise<CommandResult> {
  const started = performance.now();
  const artifact = await openModelFolder(resolveModelFolder(context.config, options.model));
  const model = await loadModel(context, artifact, options.backend);
  const folder = path.resolve(options.out);
  const made: MadePicture[] = [];
  for (const [index, { pose: id, prompt }] of PICTURES.entries()) {
    context.stderr.write(`${index + 1} of ${PICTURES.length}: "${prompt}", in the pose ${id}\n`);
    const { pose } = await loadPose({ file: context.config.starterPoses, id });
    const recipe = composeRecipe(artifact.info, pose, { prompt, seed: options.seed, ...pickSteps(options) });
    made.push(
      await makePicture(context, model, recipe, {
        file: path.join(folder, `${index + 1}-${id}.png`),
        preview: false,
        progress: createProgress(context.stderr),
      }),
    );
  }
  const sheet = path.join(folder, 'contact-sheet.png');
  await writeWholeFile(sheet, await composeContactSheet(made.map(({ result }) => result)));
  return {
    text: describe(folder, made, sheet, performance.now() - started),
    document: { pictures: made.map(({ file, sha256 }) => ({ file, sha256 })), contactSheet: sheet },
    warnings: made.flatMap(({ result }) => result.warnings),
  };
}

function pickSteps({ steps }: DemoOptions): { steps?: number } {
  return steps === undefined ? {} : { steps };
}

function describe(folder: string, made: readonly MadePicture[], sheet: string, took: number): string {
  const [first] = made.map(({ file }) => shorten(file));
  return `
Four pictures in ${formatSeconds(took)}, in ${folder}:
${made.map(({ file }) => `  ${shorten(file)}`).join('\n')}
and each under its skeleton:
  ${shorten(sheet)}

What to try next:
  npx contrapposto pose inspect models/poses/starter.coco.json     the poses that come with it
  npx contrapposto models inspect mannequin                        the scene styles that the model knows
  npx contrapposto generate --pose models/poses/starter.coco.json#leaping --prompt "watercolor, a girl leaping on a beach"
  npx contrapposto generate --recipe ${first} --out out/again.png  the identical file
  npx contrapposto --help`;
}

/** A path as one would type it here. */
function shorten(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith('..') ? file : relative;
}
