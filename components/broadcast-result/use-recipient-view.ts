"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useState } from "react";
import { parseView, type RecipientView, toSearch } from "./recipient-choice";

/** What the list of recipients shows, kept in the address; asked for from above, the list comes into sight. */
export function useRecipientView(): readonly [RecipientView, (view: RecipientView) => void] {
  const address = useSearchParams();
  // The address is read once; afterwards this screen writes it.
  const [view, setView] = useState(() => parseView(new URLSearchParams(address)));
  const choose = useCallback((next: RecipientView) => {
    setView(next);
    const search = toSearch(next);
    const { pathname } = window.location;
    window.history.replaceState(null, "", search === "" ? pathname : `${pathname}?${search}`);
  }, []);
  return [view, choose];
}
