import type { z } from "zod";
import type { Actor } from "../access/actor";
import type { UsedLimit } from "../marketplaces/product-port";
import type { getProductLimits } from "../wire/products";
import { askProducts, requireSellerOf } from "./ask-marketplace";

type Limits = z.input<typeof getProductLimits.answer>["limits"];

/**
 * How many products an account may have, make and change, asked for now. Throws `not_found`, `section_not_offered` and
 * why the marketplace does not tell.
 */
export async function getProductLimitsOf(input: { actor: Actor; sellerId: string }): Promise<Limits> {
  const seller = await requireSellerOf(input.actor, input.sellerId);
  const limits = await askProducts({ sellerId: seller.id }, (products) => products.readLimits());
  return {
    all: limits.all === null ? null : { limit: limits.all.limit, used: limits.all.used },
    made_today: toWire(limits.madeToday),
    changed_today: toWire(limits.changedToday),
  };
}

function toWire(told: UsedLimit | null) {
  if (told === null) return null;
  return { limit: told.limit, used: told.used, resets_at: told.resetsAt?.toISOString() ?? null };
}
