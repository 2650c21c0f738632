import type { BackendPlugin, ExtractorKind } from '../contract.js';
import { openModelFolder } from '../model-folder/open-model-folder.js';
import { BEHAVIOUR_CHECKS, IDENTITY_CHECKS, type ConformanceSubject } from './checks.js';
import reference from '../onnx/onnx-plugin.js';

export { BEHAVIOUR_CHECKS, IDENTITY_CHECKS, type ConformanceCheck, type ConformanceSubject } from './checks.js';

export interface ConformanceOptions {
  readonly plugin: () => BackendPlugin | Promise<BackendPlugin>;
  /** Folders of small models; sides of 64 x 32 and 32 x 96 pixels must divide by their sizeMultiple. */
  readonly models: { readonly humansd: string; readonly textOnly: string };
  /** A folder per kind of extractor that the plugin loads, e.g. a small model folder with image_encoder/; a pose estimator there must find people in stripes of colour. */
  readonly extractorFolders?: Readonly<Partial<Record<ExtractorKind, string>>>;
  /** How far a pixel may lie from the reference's, of 255; 2 by default. */
  readonly pixelTolerance?: number;
  /** Take a machine without the plugin's device as a pass of the checks that need it. Off by default: nothing was tested. */
  readonly allowUnusable?: boolean;
  /** The test runner's functions; the globals of Jest, Vitest or Mocha by default. node:test's can be given. */
  readonly runner?: TestRunner;
}

export interface TestRunner {
  readonly describe: (name: string, define: () => void) => unknown;
  readonly it: (name: string, test: () => Promise<void>, timeoutMs?: number) => unknown;
}

const TIMEOUT_MS = 120_000;

/** Declares a test for each promise of the contract. A plugin that passes them can take the place of any other. */
export function defineBackendConformanceTests(options: ConformanceOptions): void {
  const { describe, it } = options.runner ?? globalRunner();
  const subject = lazily(() => createSubject(options));
  describe('backend conformance, contract version 1', () => {
    for (const check of IDENTITY_CHECKS) {
      const test = async () => {
        await check.run(await subject());
      };
      it(check.name, test, TIMEOUT_MS);
    }
    for (const check of BEHAVIOUR_CHECKS) {
      const test = async () => {
        if (await canRun(await subject(), options)) await check.run(await subject());
      };
      it(check.name, test, TIMEOUT_MS);
    }
  });
}

/** The functions that test runners put into the global scope. */
function globalRunner(): TestRunner {
  return {
    describe: Reflect.get(globalThis, 'describe'),
    it: Reflect.get(globalThis, 'it') as TestRunner['it'],
  };
}

async function createSubject({
  plugin,
  models,
  extractorFolders = {},
  pixelTolerance = 2,
}: ConformanceOptions): Promise<ConformanceSubject> {
  return {
    plugin: await plugin(),
    posedModel: await openModelFolder(models.humansd),
    textModel: await openModelFolder(models.textOnly),
    reference,
    pixelTolerance,
    extractorFolders,
  };
}

async function canRun({ plugin }: ConformanceSubject, { allowUnusable = false }: ConformanceOptions): Promise<boolean> {
  const { usable, reasons } = await plugin.probe();
  if (usable) return true;
  if (allowUnusable) return false;
  throw new Error(
    `Expected a machine on which ${plugin.name} is usable, got: ${reasons.join(' ')} (see allowUnusable).`,
  );
}

function lazily<T>(create: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => (made ??= create());
}
