import type { QueryInput } from "@/lib/wire/endpoint";
import type { searchMessages } from "@/lib/wire/search";

/** What is looked for, as it stands in the address. Empty texts ask for nothing; days are the reader's own. */
export interface SearchState {
  readonly q: string;
  readonly sellerId: string;
  readonly operatorId: string;
  readonly fromDay: string;
  readonly toDay: string;
  readonly hasFiles: boolean;
}

export const emptySearch: SearchState = {
  q: "",
  sellerId: "",
  operatorId: "",
  fromDay: "",
  toDay: "",
  hasFiles: false,
};

const MOST_CHARS = 200; // the server's limit for `q`

const dayOf = (text: string | null) => (text !== null && localMidnight(text, 0) !== null ? text : "");

/** Midnight of a day such as "2026-11-21" in the reader's zone, `plusDays` later; null for what is no day. */
function localMidnight(day: string, plusDays: number): Date | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (match === null) return null;
  const [year, month, date] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const first = new Date(year, month - 1, date);
  if (first.getMonth() !== month - 1) return null; // such as 31 April
  return new Date(year, month - 1, date + plusDays);
}

/** Reads an address; what is not ours or not well-formed asks for nothing. */
export function parseSearch(params: Pick<URLSearchParams, "get">): SearchState {
  const text = (name: string) => (params.get(name) ?? "").slice(0, 100);
  return {
    q: (params.get("q") ?? "").slice(0, MOST_CHARS),
    sellerId: text("seller"),
    operatorId: text("operator"),
    fromDay: dayOf(params.get("from")),
    toDay: dayOf(params.get("to")),
    hasFiles: params.get("files") === "yes",
  };
}

/** The address of a search; only what was asked for stands in it. */
export function searchPath(state: SearchState): string {
  const params = new URLSearchParams();
  const put = (name: string, value: string) => value !== "" && params.set(name, value);
  put("q", state.q);
  put("seller", state.sellerId);
  put("operator", state.operatorId);
  put("from", state.fromDay);
  put("to", state.toDay);
  if (state.hasFiles) params.set("files", "yes");
  const text = params.toString();
  return text === "" ? "/search" : `/search?${text}`;
}

/** Whether anything beyond the words narrows the search. */
export function isNarrowed(state: SearchState): boolean {
  return searchPath({ ...state, q: "" }) !== "/search";
}

/** The first day stands after the last: nothing can be found. */
export function areDaysReversed({ fromDay, toDay }: SearchState): boolean {
  return fromDay !== "" && toDay !== "" && fromDay > toDay;
}

type SearchQuery = Omit<QueryInput<typeof searchMessages>, "limit" | "cursor">;

/** What the server is asked: days become instants, the last day is meant whole. Null: there is nothing to ask. */
export function toSearchQuery(state: SearchState): SearchQuery | null {
  const q = state.q.trim();
  if (q === "" || areDaysReversed(state)) return null;
  return {
    q,
    seller_id: state.sellerId || undefined,
    operator_id: state.operatorId || undefined,
    from: localMidnight(state.fromDay, 0)?.toISOString(),
    to: localMidnight(state.toDay, 1)?.toISOString(),
    has_files: state.hasFiles ? "true" : undefined,
  };
}
