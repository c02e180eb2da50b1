"use client";

import { useSearchParams } from "next/navigation";
import { useEffect, useMemo, useState } from "react";
import { parseSearch, type SearchState, searchPath } from "./search-state";

const WRITE_AFTER_MS = 250;

/**
 * The search that stands in the address, and the words being typed, which follow into it after a moment. Another
 * address (the palette's, the way back) brings its own words.
 */
export function useSearchState() {
  const params = useSearchParams();
  const state = useMemo(() => parseSearch(params), [params]);
  const [typed, setTyped] = useState(state.q);
  const [written, setWritten] = useState(state.q);
  if (state.q !== written) {
    setWritten(state.q);
    setTyped(state.q);
  }

  function write(next: SearchState) {
    setWritten(next.q);
    window.history.replaceState(null, "", searchPath(next));
  }

  useEffect(() => {
    if (typed === state.q) return;
    const timer = setTimeout(() => {
      setWritten(typed);
      window.history.replaceState(null, "", searchPath({ ...state, q: typed }));
    }, WRITE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [typed, state]);

  return {
    state,
    typed,
    setTyped,
    /** Changes filters at once; words still being typed go with them. */
    change: (change: Partial<SearchState>) => write({ ...state, q: typed, ...change }),
  };
}
