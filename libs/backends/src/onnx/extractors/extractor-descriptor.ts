import { EXTRACTOR_PRESET_NAMES, EXTRACTOR_PRESETS, type ExtractorPreset } from '@contrapposto/eval';
import { z } from 'zod';
import { ModelFolderError } from '../../errors.js';
import { readJson } from '../../model-folder/read-json.js';

/** The file that makes a folder an extractor. */
export const DESCRIPTOR_FILE = 'extractor.json';

/** A file in the folder itself: nothing outside it is ever read. */
const FileName = z.string().regex(/^[\w][\w.-]*$/, 'a name without folders');
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits');
const NetworkFile = z.strictObject({ file: FileName, sha256: Sha256 });
const Triple = z.tuple([z.number(), z.number(), z.number()]);
const Threshold = z.number().min(0).max(1);

/** extractor.json: a preset, the model's file, and what differs from the preset. */
const Descriptor = z.strictObject({
  schemaVersion: z.literal(1),
  /** As manifests and pages name it. */
  name: z.string().min(1).max(100),
  kind: z.enum(['image-features', 'text-image', 'pose-estimator']),
  preset: z.enum(EXTRACTOR_PRESET_NAMES as [string, ...string[]]),
  model: NetworkFile,
  /** Of kind text-image: the text's network. Its tokenizer lies in `tokenizer/`, as transformers saves it. */
  textModel: NetworkFile.optional(),
  input: z
    .strictObject({ name: z.string(), width: z.int().min(16).max(2048), height: z.int().min(16).max(2048) })
    .partial()
    .optional(),
  normalization: z
    .strictObject({ channelOrder: z.enum(['RGB', 'BGR']), mean: Triple, deviation: Triple })
    .partial()
    .optional(),
  outputs: z.array(z.string()).min(1).max(4).optional(),
  features: z
    .strictObject({
      layer: z.string(),
      dimensions: z
        .int()
        .min(1)
        .max(1 << 20),
    })
    .optional(),
  text: z.strictObject({ input: z.string(), output: z.string(), tokens: z.int().min(1).max(4096) }).optional(),
  flipTest: z.boolean().optional(),
  scoreThreshold: Threshold.optional(),
  keypointScoreThreshold: Threshold.optional(),
});

/** A network in a folder, and all that stands between a picture and what it says of it. */
export interface ExtractorDescriptor extends ExtractorPreset {
  readonly name: string;
  readonly presetName: string;
  readonly folder: string;
  readonly model: z.infer<typeof NetworkFile>;
  readonly textModel?: z.infer<typeof NetworkFile>;
}

/** @throws ModelFolderError MODEL_FILE_MISSING, MODEL_FILE_UNREADABLE or CONFIG_INVALID, naming the key */
export async function readExtractorDescriptor(folder: string): Promise<ExtractorDescriptor> {
  const json = await readJson(folder, DESCRIPTOR_FILE);
  const result = Descriptor.safeParse(json);
  if (!result.success)
    throw invalid(
      folder,
      'the keys of docs/guides/extractors.md',
      result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '),
    );
  const { preset: presetName, input, normalization, schemaVersion: _version, kind, ...rest } = result.data;
  const preset: ExtractorPreset = EXTRACTOR_PRESETS[presetName as keyof typeof EXTRACTOR_PRESETS];
  if (kind !== preset.kind) throw invalid(folder, `kind ${preset.kind} of preset ${presetName}`, kind);
  if ((kind === 'text-image') !== (rest.textModel !== undefined))
    throw invalid(folder, 'textModel of kind text-image, and of no other', rest.textModel ? 'one' : 'none');
  return {
    ...preset,
    ...withoutUndefined(rest),
    input: { ...preset.input, ...withoutUndefined(input ?? {}) },
    normalization: { ...preset.normalization, ...withoutUndefined(normalization ?? {}) },
    model: rest.model,
    name: rest.name,
    presetName,
    folder,
  };
}

type Given<T> = { [Key in keyof T]: Exclude<T[Key], undefined> };

function withoutUndefined<T extends object>(value: T): Given<T> {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Given<T>;
}

function invalid(folder: string, expected: string, got: string): ModelFolderError {
  return ModelFolderError.of('CONFIG_INVALID', { expected, got, where: `${folder}/${DESCRIPTOR_FILE}` });
}
