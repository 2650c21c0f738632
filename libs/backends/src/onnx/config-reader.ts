import { ModelFolderError } from '../errors.js';

/**
 * Reads a network's config.json key by key, and refuses what it does not understand: a key that changes the network must
 * never be passed over in silence.
 */
export class ConfigReader {
  private readonly read = new Set<string>();

  constructor(
    private readonly config: Readonly<Record<string, unknown>>,
    /** The file as messages name it. */
    readonly label: string,
  ) {}

  /** A whole number >= 1, or `fallback` where the key is absent. */
  size(key: string, fallback?: number): number {
    return this.take(key, fallback, 'a whole number >= 1', isSize);
  }

  /** A finite number. */
  number(key: string, fallback?: number): number {
    return this.take(key, fallback, 'a number', (value): value is number => Number.isFinite(value));
  }

  flag(key: string, fallback: boolean): boolean {
    return this.take(key, fallback, 'true or false', (value): value is boolean => typeof value === 'boolean');
  }

  sizes(key: string, fallback?: readonly number[]): readonly number[] {
    return this.take(key, fallback, 'a list of whole numbers >= 1', isSizes);
  }

  /** One size for all `count` levels, or a list of one each. */
  sizePerLevel(key: string, count: number, fallback: number): readonly number[] {
    const isEither = (value: unknown): value is number | number[] => isSize(value) || isSizes(value, count);
    const value = this.take<number | readonly number[]>(key, fallback, `a number, or a list of ${count}`, isEither);
    return typeof value === 'number' ? Array.from({ length: count }, () => value) : value;
  }

  optionalSize(key: string): number | null {
    return this.take(
      key,
      null,
      'null or a whole number >= 1',
      (value): value is number | null => value === null || isSize(value),
    );
  }

  oneOf<T extends string | number>(key: string, choices: readonly T[], fallback?: T): T {
    const isChoice = (value: unknown): value is T => choices.includes(value as T);
    return this.take(key, fallback, `one of ${choices.join(', ')}`, isChoice);
  }

  /** A list of `count` names, each among `choices`. */
  names<T extends string>(key: string, choices: readonly T[], count: number): readonly T[] {
    const areChoices = (value: unknown): value is readonly T[] =>
      Array.isArray(value) && value.length === count && value.every((item) => choices.includes(item as T));
    return this.take(key, undefined, `${count} names among ${choices.join(', ')}`, areChoices);
  }

  /** @throws ModelFolderError CONFIG_UNSUPPORTED unless each of the channels divides by `key`'s value */
  assertDivides(key: string, divisor: number, channels: readonly number[]): void {
    const odd = channels.find((count) => count % divisor !== 0);
    if (odd !== undefined) throw this.refuse('CONFIG_UNSUPPORTED', key, `a divisor of ${odd} channels`, `${divisor}`);
  }

  /** A key that may say anything: it does not change what the network computes. */
  ignore(...keys: readonly string[]): void {
    for (const key of keys) this.read.add(key);
  }

  /** A key whose only supported value is `value`, which is also what its absence means. */
  require(key: string, ...values: readonly unknown[]): void {
    const isOne = (value: unknown): value is unknown => values.includes(value);
    this.take(key, values[0], values.map((value) => JSON.stringify(value)).join(' or '), isOne);
  }

  /** @throws ModelFolderError CONFIG_UNSUPPORTED naming the keys that nothing above has read */
  assertAllRead(): void {
    const unread = Object.keys(this.config).filter((key) => !this.read.has(key) && !key.startsWith('_'));
    if (unread.length === 0) return;
    throw ModelFolderError.of('CONFIG_UNSUPPORTED', {
      expected: 'only keys that this backend understands',
      got: unread.map((key) => `${key} = ${JSON.stringify(this.config[key])}`).join(', '),
      where: this.label,
      advice: 'Such a network cannot be run here without changing what it computes.',
    });
  }

  private take<T>(key: string, fallback: T | undefined, expected: string, accepts: (value: unknown) => value is T): T {
    this.read.add(key);
    const value = this.config[key] ?? fallback;
    if (value !== undefined && accepts(value)) return value;
    if (value === undefined && fallback === undefined) throw this.refuse('CONFIG_INVALID', key, expected, 'nothing');
    throw this.refuse('CONFIG_UNSUPPORTED', key, expected, JSON.stringify(value));
  }

  private refuse(
    code: 'CONFIG_INVALID' | 'CONFIG_UNSUPPORTED',
    key: string,
    expected: string,
    got: string,
  ): ModelFolderError {
    const advice = 'Choose a model whose config this backend supports, or a backend that supports this model.';
    return ModelFolderError.of(code, { expected: `${key} to be ${expected}`, got, where: this.label, advice });
  }
}

function isSize(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 1;
}

function isSizes(value: unknown, count?: number): value is number[] {
  return (
    Array.isArray(value) && value.length > 0 && (count === undefined || value.length === count) && value.every(isSize)
  );
}
