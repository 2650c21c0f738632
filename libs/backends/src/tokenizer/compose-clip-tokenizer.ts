import type { Json } from '../model-folder/model-artifact.js';

const START = '<|startoftext|>';
const END = '<|endoftext|>';

/** CLIP's word pattern: special tokens, English contractions, letters, single digits, runs of anything else. */
const WORDS = `<\\|startoftext\\|>|<\\|endoftext\\|>|'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+`;

/**
 * CLIP's tokenizer in the form of tokenizer.json, from the files that older model folders have in its place.
 *
 * @param vocabulary vocab.json: piece to id
 * @param merges merges.txt: a version line, then one merge per line
 */
export function composeClipTokenizer(vocabulary: Json, merges: string): Json {
  const special = (content: string) => ({ id: vocabulary[content], content, special: true, ...PLAIN });
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [special(START), special(END)],
    normalizer: sequence('normalizers', [
      { type: 'NFC' },
      { type: 'Replace', pattern: { Regex: '\\s+' }, content: ' ' },
      { type: 'Lowercase' },
    ]),
    pre_tokenizer: sequence('pretokenizers', [
      { type: 'Split', pattern: { Regex: WORDS }, behavior: 'Removed', invert: true },
      BYTE_LEVEL,
    ]),
    post_processor: {
      type: 'RobertaProcessing',
      sep: [END, vocabulary[END]],
      cls: [START, vocabulary[START]],
      trim_offsets: false,
      add_prefix_space: false,
    },
    decoder: { ...BYTE_LEVEL, add_prefix_space: true },
    model: { ...BPE, vocab: vocabulary, merges: parseMerges(merges) },
  };
}

const PLAIN = { single_word: false, lstrip: false, rstrip: false, normalized: false };
const BYTE_LEVEL = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true };
const BPE = {
  type: 'BPE',
  dropout: null,
  unk_token: END,
  continuing_subword_prefix: '',
  end_of_word_suffix: '</w>',
  fuse_unk: false,
  byte_fallback: false,
  ignore_merges: false,
};

function sequence(key: string, parts: readonly Json[]): Json {
  return { type: 'Sequence', [key]: parts };
}

function parseMerges(text: string): string[][] {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#version'));
  return lines.map((line) => line.trimEnd().split(' '));
}
