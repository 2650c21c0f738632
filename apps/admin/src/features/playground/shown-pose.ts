import { type PoseChoiceFragment } from '../../generated/graphql.js';
import { type RecipeDraft } from './recipe-draft.js';

/** The pose that a picture is to hold, as far as it is shown. */
export interface ShownPose {
  readonly name: string;
  readonly currentVersion: Pick<PoseChoiceFragment['currentVersion'], 'data' | 'people'> & {
    /** Null: it is in no library. */
    readonly version: number | null;
  };
}

/** A view of a pose beside those that are in a library. */
export function showView({ name, data }: NonNullable<RecipeDraft['view']>): ShownPose {
  return { name, currentVersion: { data, people: data.people.length, version: null } };
}
