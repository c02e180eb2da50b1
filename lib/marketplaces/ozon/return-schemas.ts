import { z } from "zod";
import { moneyText } from "./decimal";
import {
  externalId,
  inResult,
  items,
  maybeCount,
  maybeFlag,
  maybeId,
  maybeInstant,
  maybeText,
  whatever,
  word,
} from "./schemas";

/* Returns as Ozon sends them, read leniently: a part that cannot be read hides nothing else. */

/** The specification calls `returns` of a list an object; production sends an array. One alone is a list of one. */
const oneOrMany = whatever.transform((value): readonly unknown[] => {
  if (Array.isArray(value)) return value;
  return typeof value === "object" && value !== null && "return_id" in value ? [value] : [];
});

/** `/v1/returns/list` and `/v2/returns/rfbs/list`. */
export const returnPage = inResult(z.object({ returns: oneOrMany, has_next: maybeFlag }));

const named = z.object({ id: maybeId, name: maybeText }).nullish().catch(null);
const status = z.object({ id: maybeId, display_name: maybeText, sys_name: word }).nullish().catch(null);

/** Goods on their way back, FBO and FBS. */
export const parcel = z.object({
  id: externalId,
  return_reason_name: maybeText,
  type: maybeText,
  schema: word,
  order_number: maybeId,
  posting_number: maybeId,
  place: named,
  target_place: named,
  product: z
    .object({ sku: maybeId, offer_id: maybeText, name: maybeText, price: moneyText, quantity: maybeCount })
    .nullish()
    .catch(null),
  logistic: z
    .object({ return_date: maybeInstant, technical_return_moment: maybeInstant, barcode: maybeText })
    .nullish()
    .catch(null),
  visual: z.object({ status, change_moment: maybeInstant }).nullish().catch(null),
  compensation_status: z.object({ status }).nullish().catch(null),
});
export type Parcel = z.output<typeof parcel>;

const requestParts = {
  client_name: maybeText,
  created_at: maybeInstant,
  order_number: maybeId,
  posting_number: maybeId,
  return_number: maybeText,
  product: z
    .object({
      sku: maybeId,
      offer_id: maybeText,
      name: maybeText,
      price: moneyText,
      currency_code: maybeText,
    })
    .nullish()
    .catch(null),
  state: z
    .object({
      state: word,
      state_name: maybeText,
      group_state: word,
      money_return_state_name: maybeText,
    })
    .nullish()
    .catch(null),
};

/** A buyer's request (rFBS) as the list shows it. */
export const listedRequest = z.object({ return_id: externalId, ...requestParts });
export type ListedRequest = z.output<typeof listedRequest>;

/** `/v2/returns/rfbs/get`: the request itself stands under `returns`. */
export const oneRequest = inResult(
  z.object({
    returns: z.object({
      ...requestParts,
      available_actions: items.nullish().catch(null),
      rejection_reason: items.nullish().catch(null),
      client_photo: items.nullish().catch(null),
      client_return_method_type: named,
      comment: maybeText,
      rejection_comment: maybeText,
      return_method_description: maybeText,
      return_reason: named,
    }),
  }),
);
export type WholeRequest = z.output<typeof oneRequest>["returns"];

/** `{id, name}`, in the specification's example one level deeper. */
export const availableAct = z.preprocess(
  (value) =>
    typeof value === "object" && value !== null && "action" in value && typeof value.action === "object"
      ? value.action
      : value,
  z.object({ id: externalId, name: maybeText }),
);

export const rejectionReason = z.object({
  id: externalId,
  name: maybeText,
  is_comment_required: maybeFlag,
});
