"use client";

/** The return that an address of this section shows; null: the list alone. */
export function parseReturnPath(path: string): string | null {
  const id = /^\/returns\/([^/?#]+)/.exec(path)?.[1];
  return id === undefined ? null : decodeURIComponent(id);
}

/** The address of the list, or of a return beside it, with the list's filters kept. */
export function returnPath(returnId: string | null, search: string): string {
  const path = returnId === null ? "/returns" : `/returns/${encodeURIComponent(returnId)}`;
  return search === "" ? path : `${path}?${search.replace(/^\?/, "")}`;
}

/** Opens a return beside the list, or closes it, without asking the server for a page. */
export function goToReturn(returnId: string | null): void {
  const next = returnPath(returnId, window.location.search);
  const isBeside = parseReturnPath(window.location.pathname) !== null && returnId !== null;
  // Stepping from return to return is one visit: the way back leads to the list.
  if (isBeside) window.history.replaceState(null, "", next);
  else window.history.pushState(null, "", next);
}
