import { type CreateDatasetInput, type CreatePoseLibraryInput } from '../generated/graphql.js';
import { type NamedText } from './NamedForm.js';
import { type Terms } from './TermsFields.js';
import { type EditState } from './use-edits.js';

/** The very revision of something that an edit is about. */
export interface Revised {
  readonly id: string;
  readonly revision: number;
}

/** What holds assets on terms of its own: a library of poses, a data set. */
export interface ThingOnTerms extends Revised, NamedText, Terms {}

export type OnTermsInput = CreatePoseLibraryInput & CreateDatasetInput;

export interface OnTermsEdits extends EditState {
  /** @returns the new one's id, or null where it was refused */
  readonly create: (input: OnTermsInput) => Promise<string | null>;
  /** @returns whether it was done */
  readonly update: (thing: Revised, changes: Partial<OnTermsInput>) => Promise<boolean>;
  readonly archive: (thing: Revised, archived: boolean) => Promise<boolean>;
}
