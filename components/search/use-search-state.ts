"use client";

import { useSearchParams } from "next/navigation";
import { useEffect, useMemo, useState } from "react";
import { parseSearch, type SearchState, searchPath } from "./search-state";

const WRITE_AFTER_MS = 250;

/**
 * The search that stands in the address, and the words being typed, which follow into it after a moment. Another
 * address (the palette's, the way back) brings its own words.
 *
 * The router takes a new address in a transition, some frames late. What somebody chose is therefore shown at once from
 * here, or a ticked box would spring back, and a second choice would be made over the state before the first.
 */
export function useSearchState() {
  const params = useSearchParams();
  const addressed = useMemo(() => parseSearch(params), [params]);
  const address = searchPath(addressed);
  const [state, setState] = useState(addressed);
  const [typed, setTyped] = useState(addressed.q);
  const [seen, setSeen] = useState(address);
  const [onTheirWay, setOnTheirWay] = useState<string[]>([]);
  if (address !== seen) {
    const arrived = onTheirWay.lastIndexOf(address);
    setSeen(address);
    setOnTheirWay(onTheirWay.slice(arrived + 1));
    if (arrived === -1) {
      setState(addressed);
      setTyped(addressed.q);
    }
  }

  function write(next: SearchState) {
    const path = searchPath(next);
    setState(next);
    if (path !== address) setOnTheirWay((paths) => [...paths, path]);
    window.history.replaceState(null, "", path);
  }

  useEffect(() => {
    if (typed === state.q) return;
    const timer = setTimeout(() => write({ ...state, q: typed }), WRITE_AFTER_MS);
    return () => clearTimeout(timer);
  });

  return {
    state,
    typed,
    setTyped,
    /** Changes filters at once; words still being typed go with them. */
    change: (change: Partial<SearchState>) => write({ ...state, q: typed, ...change }),
  };
}
