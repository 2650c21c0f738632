import type { Tokenized, Tokenizer } from '@contrapposto/model-core';
import { createTensor } from '@contrapposto/tensor';
import { Tokenizer as HuggingFaceTokenizer } from '@huggingface/tokenizers';
import type { Json } from '../model-folder/model-artifact.js';

/** What is used of the package's class; its own declarations do not resolve under Node's module rules. */
interface FastTokenizer {
  encode(text: string): { readonly ids: number[] };
  decode(ids: number[]): string;
  token_to_id(token: string): number | undefined;
}

const FastTokenizer = HuggingFaceTokenizer as unknown as new (tokenizer: Json, config: Json) => FastTokenizer;

/** CLIP's tokenizer with the model folder's own vocabulary: lower case, byte-level BPE, start and end tokens, padding. */
export class ClipTokenizer implements Tokenizer {
  private readonly tokenizer: FastTokenizer;
  private readonly endId: number;
  private readonly padId: number;

  /**
   * @param tokenizer the content of tokenizer.json
   * @param config the content of tokenizer_config.json, over that of special_tokens_map.json
   * @param modelMaxLength tokens that the text encoder reads
   */
  constructor(
    tokenizer: Json,
    config: Json,
    readonly modelMaxLength: number,
  ) {
    this.tokenizer = new FastTokenizer(tokenizer, config);
    this.endId = this.tokenizer.encode('').ids.at(-1) ?? 0;
    this.padId = this.tokenizer.token_to_id(tokenContent(config.pad_token) ?? '') ?? this.endId;
  }

  tokenize(text: string): Tokenized {
    const { ids } = this.tokenizer.encode(text);
    const last = this.modelMaxLength - 1;
    const fits = ids.length <= this.modelMaxLength;
    const kept = fits ? ids : [...ids.slice(0, last), this.endId];
    const padded = new Int32Array(this.modelMaxLength).fill(this.padId);
    padded.set(kept);
    return {
      ids: createTensor('int32', [1, this.modelMaxLength], padded),
      tokenCount: ids.length,
      truncatedText: fits ? null : this.decode(ids.slice(last, -1)),
    };
  }

  /** In lower case, as the model reads it; a character that the cut went through is left out. */
  private decode(ids: number[]): string {
    return this.tokenizer
      .decode(ids)
      .replace(/^\uFFFD+/, '')
      .trim();
  }
}

/** Special tokens are written as plain strings or as objects. */
function tokenContent(token: unknown): string | null {
  if (typeof token === 'string') return token;
  const content: unknown = (token as { content?: unknown } | null | undefined)?.content;
  return typeof content === 'string' ? content : null;
}
