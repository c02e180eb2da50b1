import type { z } from "zod";
import type { UnreadableItem } from "../cursor";

export interface ReadItems<T> {
  readonly items: readonly T[];
  readonly unreadable: readonly UnreadableItem[];
}

/** Reads a list item by item: one that cannot be understood is named, and never loses the others. */
export function readItems<T>(raw: readonly unknown[], schema: z.ZodType<T>, where: string): ReadItems<T> {
  const items: T[] = [];
  const unreadable: UnreadableItem[] = [];
  for (const [index, value] of raw.entries()) {
    const parsed = schema.safeParse(value);
    if (parsed.success) items.push(parsed.data);
    else unreadable.push({ where: `${where}[${index}]`, problem: problemOf(parsed.error) });
  }
  return { items, unreadable };
}

/** Field names and reasons only: an item's values may be a buyer's words. */
function problemOf(error: z.ZodError): string {
  return error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join(".") || "item"}: ${issue.code}`)
    .join("; ");
}

const ASKS = 3;

/**
 * A page with unreadable items is asked for again, since a damaged answer is often right the next time and a
 * message that is passed over stays lost. The last ask is told so and may read more generously.
 */
export async function askUntilReadable<P extends { readonly unreadable: readonly UnreadableItem[] }>(
  ask: (isLastAsk: boolean) => Promise<P>,
): Promise<P> {
  let page = await ask(false);
  for (let asked = 1; asked < ASKS && page.unreadable.length > 0; asked++) {
    const again = await ask(asked === ASKS - 1);
    if (again.unreadable.length <= page.unreadable.length) page = again;
  }
  return page;
}
