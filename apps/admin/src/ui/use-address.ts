import { useCallback } from 'react';
import { type URLSearchParamsInit, useSearchParams } from 'react-router';

/**
 * What stands behind the address's question mark, and the way to put something else there. It is there when the call returns: in a
 * transition, which is the router's own way, a field that shows what the address says would drop what is typed meanwhile, and a link
 * would still lead to where one was.
 */
export function useAddress(): readonly [params: URLSearchParams, replace: (next: URLSearchParamsInit) => void] {
  const [params, setParams] = useSearchParams();
  const replace = useCallback(
    (next: URLSearchParamsInit) => {
      setParams(next, { replace: true, flushSync: true });
    },
    [setParams],
  );
  return [params, replace];
}
