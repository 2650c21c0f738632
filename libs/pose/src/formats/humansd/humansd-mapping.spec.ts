import { formatHumansdMapping } from './format-humansd-mapping.js';
import { parseHumansdMapping } from './parse-humansd-mapping.js';

const parse = (file: unknown) =>
  parseHumansdMapping(typeof file === 'string' ? file : JSON.stringify(file), { fileName: 'mapping.json' });

const entry = {
  img_path: 'images/real_human/acrobatics/000000001500.jpg',
  prompt: 'acrobatics, a woman doing a yoga pose on a yoga mat',
  pose_path: 'pose/real_human/acrobatics/000000001500.npz',
};

describe('HumanSD mapping files', () => {
  it('tell the samples in their order, with the scene that their folder names', () => {
    const file = { '15000000001500': entry, '00040_000400060': { ...entry, img_path: 'images/00040/000400060.jpg' } };
    const { entries, problemCount } = parse(file);
    expect(problemCount).toBe(0);
    expect(entries).toEqual([
      {
        key: '15000000001500',
        imagePath: entry.img_path,
        posePath: entry.pose_path,
        prompt: entry.prompt,
        scene: 'acrobatics',
      },
      expect.objectContaining({ key: '00040_000400060', scene: '00040' }),
    ]);
  });

  it('come out as they went in', () => {
    const text = JSON.stringify({ '15000000001500': { source: ['a', 1], ...entry }, '00040_000400060': entry });
    const { text: written, report } = formatHumansdMapping(parse(text).entries);
    expect(written).toBe(text);
    expect(report).toMatchObject({ losses: [], lossless: true });
  });

  it.each<[string, unknown, string, string]>([
    ['no prompt', { ...entry, prompt: undefined }, 'MISSING_FIELD', 'prompt'],
    ['a number for a path', { ...entry, img_path: 7 }, 'WRONG_TYPE', 'img_path'],
    ['a path out of the data set', { ...entry, pose_path: 'pose/../../../etc/passwd' }, 'OUT_OF_RANGE', 'pose_path'],
    [
      "a path out of the data set, Windows' way",
      { ...entry, pose_path: 'pose\\..\\..\\x' },
      'OUT_OF_RANGE',
      'pose_path',
    ],
    ['an absolute path', { ...entry, img_path: '/etc/passwd' }, 'OUT_OF_RANGE', 'img_path'],
    ['a list', [], 'WRONG_TYPE', ''],
  ])('leave out an entry with %s, and say so', (_, bad, code, field) => {
    const { entries, problems, report } = parse({ bad, good: entry });
    expect(report).toMatchObject({ losses: [{ kind: 'DROPPED', what: 'entry', count: 1 }], lossless: false });
    expect(entries.map(({ key }) => key)).toEqual(['good']);
    expect(problems).toMatchObject([{ code, field, record: 'image', id: 'bad', index: 0 }]);
  });

  it('say what a list of samples loses in them', () => {
    const sample = parse({ a: entry }).entries[0]!;
    const { text, report } = formatHumansdMapping([sample, { ...sample, scene: 'dance' }]);
    expect(Object.keys(JSON.parse(text) as object)).toEqual(['a']);
    expect(report.losses.map(({ kind, what }) => [kind, what])).toEqual([
      ['DROPPED', 'scene'],
      ['MERGED', 'entry'],
    ]);
  });

  it.each<[string, string, string]>([
    ['a list', '[]', 'UNKNOWN_FORMAT'],
    ['half a file', '{"a": {', 'INVALID_JSON'],
    ['deep nesting', '['.repeat(100), 'LIMIT_EXCEEDED'],
  ])('refuse %s', (_, text, code) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ code }));
  });
});
