import { ModelFolderError } from '../errors.js';
import type { ClipTextConfig } from '../onnx/networks/clip-text.js';
import { composeClipTokenizer } from '../tokenizer/compose-clip-tokenizer.js';
import type { Json, ModelArtifact } from './model-artifact.js';
import { readOptionalJson, readOptionalText } from './read-json.js';

/** Files that decide how a prompt becomes token ids; a folder holds tokenizer.json, or vocab.json with merges.txt. */
export const TOKENIZER_FILES = [
  'tokenizer/tokenizer.json',
  'tokenizer/tokenizer_config.json',
  'tokenizer/vocab.json',
  'tokenizer/merges.txt',
  'tokenizer/special_tokens_map.json',
] as const;

/** @throws ModelFolderError when files are missing or the vocabulary is larger than the text encoder's table */
export async function readTokenizerFiles(folder: string, text: ClipTextConfig): Promise<ModelArtifact['tokenizer']> {
  const files = await readTokenizer(folder);
  assertVocabulary(files.tokenizer, text);
  return files;
}

/** @throws ModelFolderError MODEL_FILE_MISSING or MODEL_FILE_UNREADABLE */
export async function readTokenizer(folder: string): Promise<ModelArtifact['tokenizer']> {
  const special = (await readOptionalJson(folder, 'tokenizer/special_tokens_map.json')) ?? {};
  const config = { ...special, ...(await readOptionalJson(folder, 'tokenizer/tokenizer_config.json')) };
  const tokenizer = (await readOptionalJson(folder, 'tokenizer/tokenizer.json')) ?? (await composeFromParts(folder));
  return { tokenizer, config };
}

/** Folders from before tokenizer.json: the vocabulary and the merges alone. */
async function composeFromParts(folder: string): Promise<Json> {
  const vocabulary = await readOptionalJson(folder, 'tokenizer/vocab.json');
  const merges = await readOptionalText(folder, 'tokenizer/merges.txt');
  if (vocabulary !== null && merges !== null) return composeClipTokenizer(vocabulary, merges);
  throw ModelFolderError.of('MODEL_FILE_MISSING', {
    expected: 'tokenizer/tokenizer.json, or tokenizer/vocab.json with tokenizer/merges.txt',
    got: 'neither',
    where: folder,
    advice: 'Fetch the whole folder again.',
  });
}

function assertVocabulary(tokenizer: Json, { vocabularySize }: ClipTextConfig): void {
  const { vocab } = (tokenizer.model ?? {}) as { vocab?: Record<string, number> };
  const largest = Object.values(vocab ?? {}).reduce((max, id) => Math.max(max, id), -1);
  if (largest >= 0 && largest < vocabularySize) return;
  throw ModelFolderError.of('CONFIG_CONTRADICTS_WEIGHTS', {
    expected: `token ids below vocab_size ${vocabularySize} of text_encoder/config.json`,
    got: largest < 0 ? 'no vocabulary' : `ids up to ${largest}`,
    where: 'tokenizer/',
    advice: 'The tokenizer belongs to another text encoder; fetch the folder again as a whole.',
  });
}
