import { useCallback, useState } from 'react';

export interface Picked {
  readonly ids: ReadonlySet<string>;
  readonly toggle: (id: string) => void;
  readonly clear: () => void;
}

const NONE: ReadonlySet<string> = new Set();

/** The poses that are picked, in the order in which they were; they stay while something else is looked for. */
export function usePicked(): Picked {
  const [ids, setIds] = useState(NONE);
  const toggle = useCallback((id: string) => {
    setIds((current) => {
      const next = new Set(current);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }, []);
  const clear = useCallback(() => {
    setIds(NONE);
  }, []);
  return { ids, toggle, clear };
}
