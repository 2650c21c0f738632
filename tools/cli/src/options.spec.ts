import { integerBetween, numberBetween, parsePoseReference, parseSize } from './options.js';

describe('parseSize', () => {
  it.each([
    ['512x768', { width: 512, height: 768 }],
    ['128X64', { width: 128, height: 64 }],
    ['256', { width: 256, height: 256 }],
  ])('reads %s', (text, size) => {
    expect(parseSize(text)).toEqual(size);
  });

  it.each(['', '0x64', '64x0', '64x', 'x64', '64 x 64', '-64x64', '1e3', '64x64x64', '1000000x1'])(
    'refuses "%s"',
    (text) => {
      expect(() => parseSize(text)).toThrow(`Expected WIDTHxHEIGHT in pixels, e.g. 128x128, got "${text}".`);
    },
  );
});

describe('integerBetween', () => {
  const parse = integerBetween(0, 4294967295);

  it.each([
    ['0', 0],
    ['4294967295', 4294967295],
  ])('reads %s', (text, value) => {
    expect(parse(text)).toBe(value);
  });

  it.each(['', '-1', '1.5', '4294967296', '0x10', 'ten', 'NaN', 'Infinity', ' 1'])('refuses "%s"', (text) => {
    expect(() => parse(text)).toThrow(`Expected a whole number from 0 to 4294967295, got "${text}".`);
  });
});

describe('numberBetween', () => {
  const parse = numberBetween(0, 50);

  it.each([
    ['7.5', 7.5],
    ['0', 0],
    ['5e1', 50],
  ])('reads %s', (text, value) => {
    expect(parse(text)).toBe(value);
  });

  it.each(['', ' ', '-0.1', '50.1', 'NaN', 'Infinity', 'much'])('refuses "%s"', (text) => {
    expect(() => parse(text)).toThrow(`Expected a number from 0 to 50, got "${text}".`);
  });
});

describe('parsePoseReference', () => {
  it.each([
    ['poses.json', { file: 'poses.json', id: null }],
    ['poses.json#12', { file: 'poses.json', id: '12' }],
    ['a#b/poses.json#high-kick', { file: 'a#b/poses.json', id: 'high-kick' }],
  ])('reads %s', (text, reference) => {
    expect(parsePoseReference(text)).toEqual(reference);
  });

  it.each(['', '#12', 'poses.json#'])('refuses "%s"', (text) => {
    expect(() => parsePoseReference(text)).toThrow('Expected FILE or FILE#id');
  });
});
