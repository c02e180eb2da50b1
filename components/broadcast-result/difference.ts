import type { BroadcastResult } from "@/lib/wire/broadcast-results";

type Difference = BroadcastResult["replies_differ"];

/** What may be said of variants: too few to tell, one leads, or it may well be chance. */
export type Verdict =
  | { readonly kind: "too_early" }
  | { readonly kind: "leads"; readonly key: string }
  | { readonly kind: "chance" };

/** A verdict in which nobody reads more than there is. */
export function verdictOf({ p_value, leader }: Difference): Verdict {
  if (p_value === null) return { kind: "too_early" };
  return leader === null ? { kind: "chance" } : { kind: "leads", key: leader };
}
