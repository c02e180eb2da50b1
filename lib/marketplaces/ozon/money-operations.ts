import type { MoneyFacts, MoneyKind } from "../money-port";
import { soldOrBack } from "./accruals";
import { isNothing } from "./decimal";
import { kindByWords } from "./money-kinds";
import { type MoneyPart, toLines } from "./money-lines";
import { type Operation, operationItem, operationService } from "./money-schemas";
import { readItems } from "./read-items";

/** The older list names no currency: it knew roubles only. */
const CURRENCY = "RUB";

/** The day of an operation, YYYY-MM-DD, as Ozon writes it (its own time zone); null: it tells none. */
export function dayOf({ operation_date }: Pick<Operation, "operation_date">): string | null {
  return /^\d{4}-\d\d-\d\d/.exec(operation_date)?.[0] ?? null;
}

/** One operation of the older list as lines that add up to its amount. */
export function operationLines(item: Operation, day: string): MoneyFacts[] {
  const skus = readItems(item.items ?? [], operationItem, "items").items.map((one) => one.sku);
  const sku = new Set(skus).size === 1 ? (skus[0] ?? null) : null;
  const parts = partsOf(item, sku, skus.length);
  const isSplit = parts.some((part) => !isNothing(part.amount));
  return toLines(
    {
      entryId: item.operation_id,
      day,
      postingNumber: item.posting?.posting_number ?? null,
      currency: CURRENCY,
      total: item.amount,
      remainder: {
        // Many operations are nothing but their amount: their type then says what for.
        kind: isSplit ? "other" : kindByWords(item.operation_type, item.operation_type_name),
        type: item.operation_type,
        typeName: item.operation_type_name,
        sku,
      },
    },
    parts,
  );
}

function partsOf(item: Operation, sku: string | null, pieces: number): MoneyPart[] {
  const { operation_type: type, operation_type_name: typeName } = item;
  const part = (kind: MoneyKind, amount: string | null, quantity = 0): MoneyPart[] =>
    amount === null ? [] : [{ kind, type, typeName, sku, quantity, amount }];
  const sold = item.accruals_for_sale;
  const services = readItems(item.services ?? [], operationService, "services").items;
  return [
    ...part(soldOrBack(sold ?? ""), sold, Math.max(1, pieces)),
    ...part("commission", item.sale_commission),
    ...part("delivery", item.delivery_charge),
    ...part("delivery", item.return_delivery_charge),
    ...services.map(
      ({ name, price }): MoneyPart => ({
        kind: kindByWords(name),
        type: name,
        typeName: null,
        sku,
        quantity: 0,
        amount: price ?? "0.00",
      }),
    ),
  ];
}
