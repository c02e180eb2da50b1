import { z } from "zod";
import { decimalText, moneyText } from "./decimal";
import {
  externalId,
  inResult,
  items,
  maybeCount,
  maybeFlag,
  maybeId,
  maybeInstant,
  maybeText,
  person,
  place,
  word,
} from "./schemas";

/*
 * Postings and what is done with them, read leniently: those of the seller's own warehouses (FBS, rFBS) and of Ozon's
 * (FBO) in one shape, of all generations of their methods.
 */

export const postingProduct = z.object({
  name: maybeText,
  sku: maybeId,
  offer_id: maybeText,
  quantity: maybeCount,
  price: moneyText,
  currency_code: maybeText,
});

/** What Ozon takes and pays for a product: `commission` is an object in newer lists, `commission_amount` the older form. */
export const postingMoney = z.object({
  product_id: maybeId, // the SKU
  price: decimalText,
  old_price: decimalText,
  payout: decimalText,
  commission: decimalText,
  commission_amount: decimalText,
});

const list = items.nullish().catch(null);

/** One posting. Only its numbers must be there; a part that cannot be read hides nothing else. */
export const posting = z.object({
  posting_number: externalId,
  order_number: externalId,
  order_id: maybeId,
  status: word,
  substatus: word,
  tpl_integration_type: maybeText,
  customer: person,
  addressee: person,
  products: list,
  tracking_number: maybeText,
  created_at: maybeInstant, // FBO
  in_process_at: maybeInstant,
  shipment_date: maybeInstant,
  delivering_date: maybeInstant,
  fact_delivery_date: maybeInstant,
  available_actions: list,
  analytics_data: z
    .object({
      ...place,
      delivery_date_begin: maybeInstant,
      delivery_date_end: maybeInstant,
      client_delivery_date_begin: maybeInstant, // where Ozon itself delivers
      client_delivery_date_end: maybeInstant,
      tpl_provider: maybeText,
      warehouse: maybeText,
      warehouse_name: maybeText, // FBO
      warehouse_id: maybeId,
    })
    .nullish()
    .catch(null),
  delivery_method: z
    .object({
      id: maybeId,
      name: maybeText,
      tpl_provider: maybeText,
      warehouse: maybeText,
      warehouse_id: maybeId,
    })
    .nullish()
    .catch(null),
  financial_data: z.object({ products: list }).nullish().catch(null),
  cancellation: z
    .object({ cancel_reason: maybeText, cancellation_type: maybeText, cancellation_initiator: maybeText })
    .nullish()
    .catch(null),
});
export type Posting = z.output<typeof posting>;

/** Lists of the seller's own postings, and the newer one of FBO: at the top or under `result`. */
export const postingPage = inResult(z.object({ postings: items, cursor: maybeText, has_next: maybeFlag }));
/** `/v2/posting/fbo/list`: the bare list. */
export const barePostings = z.object({ result: items });

/** One posting: `/v3/posting/fbs/get`, `/v2/posting/fbo/get`. */
export const onePosting = inResult(posting);

/** What a write answers: `true`, or postings that came of it. */
export const written = z.object({ result: z.unknown().optional() });

export const cancelReasons = z.object({ result: items });
export const reasonsOfPosting = z.object({ posting_number: maybeText, reasons: list });
export const cancelReason = z.object({
  id: externalId,
  title: maybeText,
  type_id: maybeText,
  is_available_for_cancellation: maybeFlag,
});

/** `package-label/create`: one task, or one for each size of label. */
export const labelTasks = inResult(z.object({ task_id: maybeId, tasks: list }));
export const labelTask = z.object({ task_id: externalId, task_type: maybeText });
/** `package-label/get`. */
export const labelFile = inResult(
  z.object({ status: maybeText, error: maybeText, file_url: maybeText, unprinted_postings: list }),
);
export const unprinted = z.object({ posting_number: maybeText, msg: maybeText });

export const carriage = inResult(z.object({ carriage_id: externalId }));
export const startedAct = inResult(z.object({ id: externalId }));
export const actState = inResult(z.object({ status: maybeText }));
