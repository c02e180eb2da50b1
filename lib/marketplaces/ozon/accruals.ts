import type { MoneyFacts, MoneyKind } from "../money-port";
import { addDecimals, isNothing } from "./decimal";
import { foldWord } from "./map";
import { type AccrualType, kindOfAccrual } from "./money-kinds";
import { type MoneyPart, toLines } from "./money-lines";
import { type Accrual, type AccruedProduct, accruedProduct, type Fee, fee, itemFees } from "./money-schemas";
import { readItems } from "./read-items";

export type AccrualTypes = ReadonlyMap<string, AccrualType>;

/** A posting as Ozon numbers it; campaigns and contracts look otherwise. */
const POSTING_NUMBER = /^\d{3,}-\d{2,}(-\d+)?$/;
const NO_CURRENCY = "RUB";

/**
 * One accrual as lines: what was sold or taken back, the commission, and each fee under its own type. The day is the one
 * asked for, since it is replaced as a whole.
 */
export function accrualLines(item: Accrual, day: string, types: AccrualTypes): MoneyFacts[] {
  const { amount: total, currency } = item.total_amount;
  const products = readItems(item.posting?.products ?? [], accruedProduct, "products").items;
  const fees = feeParts(item, types);
  const parts = [...postingParts(products, fees, total, types), ...fees];
  const category = foldWord(item.accrued_category);
  const unit = item.unit_number;
  const isPosting = unit !== null && (category === "POSTING" || POSTING_NUMBER.test(unit));
  return toLines(
    {
      entryId: item.accrual_id,
      day,
      postingNumber: isPosting ? unit : null,
      currency: currency ?? NO_CURRENCY,
      total,
      remainder: { kind: "other", type: category, typeName: null, sku: onlySku(products) },
    },
    parts,
  );
}

/**
 * Two readings of the commission are known: `sale_commission`, and `commission`, which counts more into it. The one
 * that adds up to the total is taken; the first where neither does.
 */
function postingParts(
  products: readonly AccruedProduct[],
  fees: readonly MoneyPart[],
  total: string | null,
  types: AccrualTypes,
): MoneyPart[] {
  const readings = (["sale_commission", "commission"] as const).map((field) =>
    products.flatMap((product) => productParts(product, field, types)),
  );
  const addsUp = (parts: readonly MoneyPart[]) =>
    total !== null && addDecimals(...[...parts, ...fees].map((part) => part.amount)) === total;
  return readings.find(addsUp) ?? readings[0] ?? [];
}

function productParts(
  product: AccruedProduct,
  commissionField: "sale_commission" | "commission",
  types: AccrualTypes,
): MoneyPart[] {
  const { sku, commission } = product;
  const sold = commission?.sale_amount ?? commission?.seller_price ?? commission?.sale_price ?? null;
  const taken =
    commission?.[commissionField] ?? commission?.sale_commission ?? commission?.commission ?? null;
  const about = { sku, typeName: null, quantity: 0 };
  return [
    ...(sold === null
      ? []
      : [{ ...about, kind: soldOrBack(sold), type: "sale", amount: sold, quantity: countOf(product, sold) }]),
    ...(taken === null ? [] : [{ ...about, kind: "commission" as const, type: "commission", amount: taken }]),
    ...deliveryParts(product, types),
  ];
}

/** A sale that is taken back is an accrual of its own with a minus before its amount. */
export function soldOrBack(amount: string): MoneyKind {
  return amount.startsWith("-") ? "refund" : "sale";
}

/** The amount of a sale is that of all its pieces, the price that of one. */
function countOf({ commission }: AccruedProduct, sold: string): number {
  const price = commission?.seller_price ?? commission?.sale_price ?? null;
  const piece = cents(price);
  const all = cents(sold);
  if (piece === 0n || all === 0n) return 1;
  const isWhole = all % piece === 0n && all / piece > 0n && all / piece < 1_000n;
  return isWhole ? Number(all / piece) : 1;
}

function cents(amount: string | null): bigint {
  const digits = (amount ?? "0.00").replace(/[-.]/g, "");
  return BigInt(digits);
}

function deliveryParts({ sku, delivery }: AccruedProduct, types: AccrualTypes): MoneyPart[] {
  const services = readItems(delivery?.services ?? [], fee, "services").items;
  const parts = services.map((service) => feePart(service, sku, types));
  const total = delivery?.total_accrued ?? null;
  if (parts.length > 0 || isNothing(total) || total === null) return parts;
  return [{ kind: "delivery", type: "delivery", typeName: null, sku, quantity: 0, amount: total }];
}

/** Fees of products, and those that belong to none. */
function feeParts(item: Accrual, types: AccrualTypes): MoneyPart[] {
  const ofItems = readItems(item.item_fees?.fees ?? [], itemFees, "item_fees").items.flatMap((one) =>
    readItems(one.fees ?? [], fee, "fees").items.map((each) => feePart(each, one.sku, types)),
  );
  const others = [item.non_item_fee, item.container_fees].flatMap((given) => {
    if (given === null || given === undefined) return [];
    const several = readItems(given.fees ?? [], fee, "fees").items;
    const own = given.accrued.amount === null ? [] : [given];
    return [...own, ...several].map((each) => feePart(each, null, types));
  });
  return [...ofItems, ...others];
}

function feePart({ type_id, accrued }: Fee, sku: string | null, types: AccrualTypes): MoneyPart {
  const typeId = type_id ?? "";
  const type = types.get(typeId);
  return {
    kind: kindOfAccrual(typeId, type),
    type: typeId,
    typeName: nameOf(type),
    sku,
    quantity: 0,
    amount: accrued.amount ?? "0.00",
  };
}

/** Of a name and a description the one that is not Ozon's inner word for it (`LastMileCourier`). */
function nameOf(type: AccrualType | undefined): string | null {
  const told = [type?.name ?? null, type?.description ?? null].filter((text) => text !== null);
  return told.find((text) => /[а-яё]/i.test(text)) ?? told[0] ?? null;
}

function onlySku(products: readonly AccruedProduct[]): string | null {
  const skus = new Set(products.map((product) => product.sku));
  return skus.size === 1 ? ([...skus][0] ?? null) : null;
}
