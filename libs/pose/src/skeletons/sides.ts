/**
 * How the skeletons that we know spell a side: `left_eye`, `mouth_left`, `leftHand`, `mixamorig:LeftHand`. Captures what
 * stands before the word, the word, and what follows.
 */
const SPELLINGS = [
  /^()(left|right)(_.*)$/,
  /^(.*_)(left|right)()$/,
  /^()(left|right)([A-Z].*)$/,
  /^(.*:)(Left|Right)([A-Z].*)$/,
];

const OPPOSITES: Readonly<Record<string, string>> = { left: 'right', right: 'left', Left: 'Right', Right: 'Left' };

function matchSide(name: string): RegExpExecArray | undefined {
  for (const spelling of SPELLINGS) {
    const match = spelling.exec(name);
    if (match) return match;
  }
  return undefined;
}

export type Side = 'left' | 'right' | 'none';

/** The side of the body that a joint's name speaks of. */
export function sideOf(name: string): Side {
  const word = matchSide(name)?.[2]?.toLowerCase();
  return word === 'left' || word === 'right' ? word : 'none';
}

/** The name of the joint on the other side; the name itself where it speaks of none. */
export function mirrorName(name: string): string {
  const match = matchSide(name);
  return match ? `${match[1]!}${OPPOSITES[match[2]!]!}${match[3]!}` : name;
}

/** Joints whose names differ only in the side, left first, by index. */
export function pairBySide(names: readonly string[]): (readonly [left: number, right: number])[] {
  return names.flatMap((name, index) => {
    const partner = sideOf(name) === 'left' ? names.indexOf(mirrorName(name)) : -1;
    return partner >= 0 ? [[index, partner] as const] : [];
  });
}
