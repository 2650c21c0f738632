/** How far each key goes, in columns and rows. */
const STEPS: Readonly<Record<string, readonly [columns: number, rows: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Where a key leads from `index` in a grid; null for another key. The ends hold. */
export function findNext(key: string, index: number, columns: number, count: number): number | null {
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  const step = STEPS[key];
  if (!step) return null;
  const next = index + step[0] + step[1] * columns;
  return next < 0 || next >= count ? index : next;
}

/**
 * Moves the focus among the options of a grid, as many columns as it has now.
 * @param selector finds the options
 * @returns whether the key was one for it
 */
export function moveFocus(grid: HTMLElement, key: string, selector = '[role="option"]'): boolean {
  const options = [...grid.querySelectorAll<HTMLElement>(selector)];
  const index = options.findIndex((option) => option === document.activeElement);
  if (index === -1) return false;
  const tops = options.map((option) => option.getBoundingClientRect().top);
  const columns = tops.filter((top) => top === tops[0]).length;
  const next = findNext(key, index, columns, options.length);
  if (next === null) return false;
  options[next]!.focus();
  return true;
}
