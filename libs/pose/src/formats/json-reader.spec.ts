import fc from 'fast-check';
import { parseJson } from './json-reader.js';
import { encodeUtf8 } from './utf8.js';

const LIMITS = { maxDepth: 64, maxContainers: 1000 };
/** Integers beyond 2^53 as the doubles that JSON.parse makes of them. */
const toDoubles = (value: unknown): unknown => {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(toDoubles);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toDoubles(item)]));
};
const parse = (text: string) => parseJson(encodeUtf8(text), LIMITS, 'a.json').value;

describe('parseJson', () => {
  it('agrees with JSON.parse on any JSON', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.constantFrom('', ' ', '\n'), (text, space) => {
        const expected = JSON.parse(text);
        expect(toDoubles(parse(space + text + space))).toEqual(expected);
        expect(toDoubles(parse(JSON.stringify(expected, null, 2)))).toEqual(expected);
      }),
    );
  });

  it('reads every double that JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true })), (numbers) => {
        expect(toDoubles(parse(JSON.stringify(numbers)))).toEqual(JSON.parse(JSON.stringify(numbers)));
      }),
    );
  });

  it('rounds decimals as Number does', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 18n), 10n ** 18n), fc.nat(20), (digits, decimals) => {
        const text = `${digits}.${'7'.repeat(decimals + 1)}`;
        expect(parse(`[${text}]`)).toEqual([Number(text)]);
      }),
    );
  });

  it('keeps integers beyond 2^53 exact', () => {
    expect(parse('[9007199254740991, 9007199254740993, -9223372036854775808]')).toEqual([
      9007199254740991,
      9007199254740993n,
      -9223372036854775808n,
    ]);
  });

  it("takes Python's NaN and Infinity, and counts them with literals too large for a double", () => {
    const { value, nonFiniteCount } = parseJson(encodeUtf8('[1, NaN, -Infinity, [Infinity], 1e999]'), LIMITS, 'a.json');
    expect(value).toEqual([1, NaN, -Infinity, [Infinity], Infinity]);
    expect(nonFiniteCount).toBe(4);
  });

  it('reads mixed lists, escapes, surrogate pairs and a byte order mark', () => {
    expect(parse('\uFEFF[1, "a", 2, [], {}, "\\ud83d\\ude00\\n\\u00e9", "é"]')).toEqual([
      1,
      'a',
      2,
      [],
      {},
      '😀\né',
      'é',
    ]);
  });

  it('keeps a field named __proto__ a field', () => {
    const value = parse('{"__proto__": {"polluted": 1}}') as object;
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it.each([
    ['', 'Expected a value, got the end of the file (a.json, line 1, column 1).'],
    ['{"a": [1, 2', 'Expected "," or "]", got the end of the file (a.json, line 1, column 12).'],
    ['{"a" 1}', 'Expected ":", got "1" (a.json, line 1, column 6).'],
    ['{a: 1}', 'Expected a field name in double quotes, got "a" (a.json, line 1, column 2).'],
    ['[1,\n 02]', 'Expected a number, got "0" (a.json, line 2, column 2).'],
    ['[1,]', 'Expected a value, got "]" (a.json, line 1, column 4).'],
    ['["abc', 'Expected a closing quote, got the end of the file (a.json, line 1, column 6).'],
    ['["\\u00g0"]', 'Expected four hexadecimal digits after "\\u", got "\\\\" (a.json, line 1, column 3).'],
    ['1 2', 'Expected the end of the file, got "2" (a.json, line 1, column 3).'],
    ['-', 'Expected a value, got "-" (a.json, line 1, column 1).'],
  ])('says where %j goes wrong', (text, message) => {
    expect(() => parse(text)).toThrow(message);
  });

  it('bounds nesting and the number of lists and objects', () => {
    expect(() => parse('['.repeat(65))).toThrow(expect.objectContaining({ code: 'LIMIT_EXCEEDED' }));
    expect(() => parse(`[${'[],'.repeat(1000)}1]`)).toThrow(expect.objectContaining({ code: 'LIMIT_EXCEEDED' }));
  });

  it('names UTF-16', () => {
    expect(() => parseJson(Uint8Array.of(0xff, 0xfe, 0x7b, 0), LIMITS, 'a.json')).toThrow('Expected UTF-8, got UTF-16');
  });
});
