import { Autocomplete, Group, NativeSelect, TextInput } from '@mantine/core';
import { type TermPartsFragment } from '../generated/graphql.js';

/** A few that studios meet; any other SPDX id, or a name of one's own, can be typed. */
const LICENCES = ['CC0-1.0', 'CC-BY-4.0', 'CC-BY-NC-4.0', 'CC-BY-SA-4.0', 'Apache-2.0', 'MIT', 'Proprietary'];

const COMMERCIAL = [
  { value: 'said', label: 'As the licence says', use: null },
  { value: 'yes', label: 'Allowed', use: true },
  { value: 'no', label: 'Not allowed', use: false },
] as const;

const WORDS = ['author', 'attribution', 'source'] as const;
const LABELS = { author: 'Author', attribution: 'Attribution', source: 'Source' };

/** Terms as they are typed: empty is nothing said. */
export interface TermsDraft {
  readonly licence: string;
  readonly commercialUse: boolean | null;
  readonly author: string;
  readonly attribution: string;
  readonly source: string;
}

export type Terms = Pick<TermPartsFragment, keyof TermsDraft>;

export const NO_TERMS: TermsDraft = { licence: '', commercialUse: null, author: '', attribution: '', source: '' };

export function toTermsDraft({ licence, commercialUse, author, attribution, source }: Terms): TermsDraft {
  return {
    licence: licence ?? '',
    commercialUse: commercialUse ?? null,
    author: author ?? '',
    attribution: attribution ?? '',
    source: source ?? '',
  };
}

/** As the API takes them: empty text takes a word back. */
export function toTermsInput<T extends Partial<TermsDraft>>(changes: T): { [K in keyof T]: T[K] | null } {
  const entries = Object.entries(changes).map(([key, value]) => [key, value === '' ? null : value]);
  return Object.fromEntries(entries) as { [K in keyof T]: T[K] | null };
}

interface TermsFieldsProps {
  readonly draft: TermsDraft;
  /** What holds where nothing is typed. */
  readonly otherwise?: Terms;
  readonly onChange: (part: Partial<TermsDraft>) => void;
}

/** On what terms something may be used. */
export function TermsFields({ draft, otherwise, onChange }: TermsFieldsProps) {
  return (
    <>
      <Group grow align="flex-start">
        <Autocomplete
          label="Licence"
          placeholder={otherwise?.licence ?? 'An SPDX id or a name'}
          data={LICENCES}
          value={draft.licence}
          onChange={(licence) => {
            onChange({ licence });
          }}
        />
        <NativeSelect
          label="Commercial use"
          data={COMMERCIAL.map(({ value, label }) => ({ value, label }))}
          value={COMMERCIAL.find(({ use }) => use === draft.commercialUse)!.value}
          onChange={({ currentTarget }) => {
            onChange({ commercialUse: COMMERCIAL.find(({ value }) => value === currentTarget.value)!.use });
          }}
        />
      </Group>
      {WORDS.map((key) => (
        <TextInput
          key={key}
          label={LABELS[key]}
          placeholder={otherwise?.[key] ?? ''}
          value={draft[key]}
          onChange={({ currentTarget }) => {
            onChange({ [key]: currentTarget.value });
          }}
        />
      ))}
    </>
  );
}
