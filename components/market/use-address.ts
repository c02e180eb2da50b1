"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";

type Values = Readonly<Record<string, string>>;

/**
 * The filters of a list as the page's address keeps them: `values` (empty ones are left out), `change` sets some of them
 * ("" takes one away), `replace` sets all. The page is not asked of the server again for it.
 */
export function useAddress(names: readonly string[]): {
  readonly values: Values;
  readonly change: (part: Values) => void;
  readonly replace: (values: Values) => void;
} {
  const search = useSearchParams();
  const path = usePathname();
  const text = search.toString();
  const all = names.join(" ");
  const values = useMemo(() => {
    const found = new URLSearchParams(text);
    const known = all.split(" ").map((name) => [name, found.get(name) ?? ""] as const);
    return Object.fromEntries(known.filter(([, value]) => value !== ""));
  }, [text, all]);
  const replace = useCallback(
    (next: Values) => {
      const written = new URLSearchParams(Object.entries(next).filter(([, value]) => value !== ""));
      const query = written.toString();
      window.history.replaceState(null, "", query === "" ? path : `${path}?${query}`);
    },
    [path],
  );
  const change = useCallback((part: Values) => replace({ ...values, ...part }), [replace, values]);
  return { values, change, replace };
}
