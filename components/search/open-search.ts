/** Said to the window by whoever wants the search (the key `/` does). */
export const OPEN_SEARCH_EVENT = "desk:open-search";
/** Said when the search is open already: its field takes the focus. */
export const FOCUS_SEARCH_EVENT = "desk:focus-search";

/** Brings the cursor into the field of the search that is open. */
export function tellSearchField(): void {
  window.dispatchEvent(new Event(FOCUS_SEARCH_EVENT));
}
