import type { z } from "zod";
import type { Actor } from "../access/actor";
import type { Language } from "../i18n/error-sentence";
import { errorSentence } from "../i18n/error-sentence";
import type { ErrorCode } from "../wire/error-codes";
import { givenAmount } from "../wire/money";
import type { checkedLine, checkPrices as endpoint } from "../wire/product-acts";
import { requireSellerOf } from "./ask-marketplace";
import { type ActedProduct, findActed } from "./find-products";
import { isSameAmount, judgePrice } from "./price-change";
import { type PriceLine, readPriceCsv } from "./read-price-csv";

type CheckedTable = z.input<typeof endpoint.answer>;
type CheckedLine = z.input<typeof checkedLine>;

/**
 * Tries a table of prices line by line against what is known, and changes nothing. `items` is what `updatePrices` takes:
 * what fits and changes something. Throws `not_found`, `csv_unreadable`.
 */
export async function checkPrices(input: {
  actor: Actor;
  sellerId: string;
  csv: string;
  language: Language;
}): Promise<CheckedTable> {
  const seller = await requireSellerOf(input.actor, input.sellerId);
  const lines = readPriceCsv(input.csv);
  const found = await findActed(
    seller.id,
    lines.map(({ offerId }) => offerId),
  );
  const seen = new Set<string>();
  const checked = lines.map((line) => {
    const isTwice = seen.has(line.offerId);
    seen.add(line.offerId);
    return check(line, { product: found.get(line.offerId), isTwice });
  });
  const fitting = checked.filter(({ problem }) => problem === null);
  return {
    lines: checked.map((one) => toWire(one, input.language)),
    valid: fitting.length,
    invalid: checked.length - fitting.length,
    unchanged: fitting.filter(({ item }) => item === null).length,
    large: fitting.filter(({ isLarge }) => isLarge).length,
    items: fitting.flatMap(({ item }) => (item === null ? [] : [item])),
  };
}

interface Checked {
  readonly line: PriceLine;
  readonly product: ActedProduct | undefined;
  readonly problem: ErrorCode | null;
  readonly after: string | null;
  readonly change: number | null;
  readonly isLarge: boolean;
  /** Null: nothing would change. */
  readonly item: Record<string, string | null> | null;
}

function check(line: PriceLine, about: { product: ActedProduct | undefined; isTwice: boolean }): Checked {
  const { product, isTwice } = about;
  const [price, oldPrice, minPrice] = [line.price, line.oldPrice, line.minPrice].map(readAmount);
  const nothing = { line, product, after: price ?? null, change: null, isLarge: false, item: null };
  if (isTwice) return { ...nothing, problem: "same_subject_twice" };
  if (product === undefined) return { ...nothing, problem: "unknown_article" };
  if (price == null || oldPrice === undefined || minPrice === undefined)
    return { ...nothing, after: price ?? line.price, problem: "invalid_input" };
  const { percent, isLarge } = judgePrice(product.price, price);
  const isUnchanged =
    product.price !== null &&
    isSameAmount(product.price, price) &&
    (oldPrice === null || isSameAmount(product.oldPrice, oldPrice)) &&
    (minPrice === null || isSameAmount(product.minPrice, minPrice));
  const item = {
    offer_id: product.offerId,
    price,
    ...(oldPrice === null ? {} : { old_price: oldPrice }),
    ...(minPrice === null ? {} : { min_price: minPrice }),
    expected_price: product.price,
  };
  return {
    ...{ line, product, after: price, change: percent, isLarge: isLarge && !isUnchanged, problem: null },
    item: isUnchanged ? null : item,
  };
}

/** Undefined: it cannot be read; null: nothing was given. Spaces between thousands and the sign of roubles are fine. */
function readAmount(cell: string | null): string | null | undefined {
  if (cell === null) return null;
  const bare = cell.replace(/[\s\u00a0\u202f]|₽|руб\.?$/gi, "");
  return givenAmount.safeParse(bare).data;
}

function toWire(checked: Checked, language: Language): CheckedLine {
  const { line, product, problem } = checked;
  return {
    line: line.line,
    offer_id: line.offerId,
    name: product?.name ?? null,
    before: product?.price ?? null,
    after: checked.after,
    change: checked.change,
    is_large: checked.isLarge,
    problem: problem === null ? null : { code: problem, message: errorSentence(problem, language) },
  };
}
