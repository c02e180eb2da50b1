import type { Seller } from "@/lib/wire/sellers";

/** How many names stand in a line before the rest is counted. */
const NAMES_SHOWN = 2;

/** The names of these sellers for one line: the first few, and how many more. */
export function namesOf(
  sellers: readonly Pick<Seller, "id" | "name">[],
  ids: readonly string[],
): { names: string; more: number } {
  const names = sellers.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
  const shown = names.length <= NAMES_SHOWN + 1 ? names : names.slice(0, NAMES_SHOWN);
  return { names: shown.join(", "), more: names.length - shown.length };
}
