import { UserMistake } from './user-mistake.js';

/** An id that names nothing, or what is another studio's: nobody can tell which. */
export function notOfThisStudio(called: string, field = 'id'): UserMistake {
  const report = { expected: `${called} of this studio`, got: 'none with that id', where: field };
  return new UserMistake('NOT_FOUND', report, field);
}
