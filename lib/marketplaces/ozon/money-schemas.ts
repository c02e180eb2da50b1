import { z } from "zod";
import { decimalText, moneyText } from "./decimal";
import { externalId, inResult, items, maybeCount, maybeId, maybeText, word } from "./schemas";

/* The account with the seller as Ozon sends it: accruals by day, and before them a list of operations. */

const list = items.nullish().catch(null);

/** `/v1/finance/accrual/by-day`. */
export const accrualPage = inResult(
  z.object({ accruals: items.nullish().transform((found) => found ?? []), last_id: maybeText }),
);

/** A fee: `type_id` says what for. */
export const fee = z.object({ accrued: moneyText, type_id: maybeId });
export type Fee = z.output<typeof fee>;

/** One fee, or several of them under `fees`: both were seen. */
const oneOrMoreFees = z.object({ accrued: moneyText, type_id: maybeId, fees: list }).nullish().catch(null);

/** One of Ozon's accruals. Only its id and something to count must be there. */
export const accrual = z.object({
  accrual_id: externalId,
  date: maybeText,
  unit_number: maybeId,
  accrued_category: word,
  total_amount: moneyText,
  posting: z.object({ products: list }).nullish().catch(null),
  item_fees: z.object({ fees: list }).nullish().catch(null),
  non_item_fee: oneOrMoreFees,
  container_fees: oneOrMoreFees,
});
export type Accrual = z.output<typeof accrual>;

/** A product of a posting's accrual. */
export const accruedProduct = z.object({
  sku: maybeId,
  commission: z
    .object({
      sale_amount: decimalText,
      seller_price: decimalText,
      sale_price: decimalText,
      sale_commission: decimalText,
      commission: decimalText,
    })
    .nullish()
    .catch(null),
  delivery: z.object({ services: list, total_accrued: decimalText }).nullish().catch(null),
});
export type AccruedProduct = z.output<typeof accruedProduct>;

/** Fees of one product. */
export const itemFees = z.object({ sku: maybeId, fees: list });

/** `/v1/finance/accrual/types`; a type's number is `id` here and `type_id` elsewhere. */
export const accrualTypes = inResult(z.object({ accrual_types: list }));
export const accrualType = z.object({
  id: maybeId,
  type_id: maybeId,
  name: maybeText,
  description: maybeText,
});

/** `/v3/finance/transaction/list`. */
export const operationPage = inResult(
  z.object({ operations: items.nullish().transform((found) => found ?? []), page_count: maybeCount }),
);

export const operation = z.object({
  operation_id: externalId,
  operation_date: word,
  operation_type: word,
  operation_type_name: maybeText,
  type: word,
  amount: decimalText,
  accruals_for_sale: decimalText,
  sale_commission: decimalText,
  delivery_charge: decimalText,
  return_delivery_charge: decimalText,
  posting: z.object({ posting_number: maybeId }).nullish().catch(null),
  items: list,
  services: list,
});
export type Operation = z.output<typeof operation>;

export const operationItem = z.object({ sku: maybeId });
export const operationService = z.object({ name: word, price: decimalText });
