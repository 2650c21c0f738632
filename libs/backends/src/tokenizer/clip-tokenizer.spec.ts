import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readVectors } from '../../../../tools/golden/vector-file.js';
import { ClipTokenizer } from './clip-tokenizer.js';
import { composeClipTokenizer } from './compose-clip-tokenizer.js';

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), '../../../../tools/golden/vectors/onnx/sd15');
const TOKENS = 24;

interface Case {
  readonly prompt: string;
  readonly ids: readonly number[];
  readonly tokenCount: number;
  readonly cut: string | null;
}

const readTokenizerJson = (file: string) => JSON.parse(readFileSync(join(FOLDER, 'tokenizer', file), 'utf8'));
const json = readTokenizerJson('tokenizer.json');
const config = readTokenizerJson('tokenizer_config.json');
const { tokenizer: cases } = readVectors('onnx/sd15/golden').meta as { tokenizer: Case[] };

/** What a folder from before tokenizer.json holds. */
const mergesText = `#version: 0.2\n${json.model.merges.map((pair: string[]) => pair.join(' ')).join('\n')}\n`;

describe.each([
  ['read from tokenizer.json', json],
  ['composed from vocab.json and merges.txt', composeClipTokenizer(json.model.vocab, mergesText)],
])('ClipTokenizer %s', (_name, source) => {
  const tokenizer = new ClipTokenizer(source, config, TOKENS);

  it('has cases of every kind', () => {
    expect(cases.length).toBeGreaterThan(15);
    expect(cases.some(({ cut }) => cut !== null)).toBe(true);
  });

  it.each(cases)('gives the ids of transformers for %j', ({ prompt, ids, tokenCount, cut }) => {
    const result = tokenizer.tokenize(prompt);
    expect([...result.ids.data]).toEqual(ids);
    expect(result.ids.dims).toEqual([1, TOKENS]);
    expect(result.tokenCount).toBe(tokenCount);
    expect(result.truncatedText).toBe(cut === null ? null : cut.replace(/^\uFFFD+/, '').trim());
  });
});

describe('ClipTokenizer padding', () => {
  it('uses the pad token that the folder declares, as text or as an object', () => {
    for (const pad of ['a', { content: 'a', lstrip: false }]) {
      const tokenizer = new ClipTokenizer(json, { ...config, pad_token: pad }, 4);
      const { ids } = tokenizer.tokenize('');
      expect([...ids.data]).toEqual([645, 646, json.model.vocab.a, json.model.vocab.a]);
    }
  });
});
