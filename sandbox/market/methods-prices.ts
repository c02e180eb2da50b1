import { z } from "zod";
import type { Method, Surroundings } from "../api-method";
import { type ApiCall, inRange, readBody } from "../request-fields";
import type { WireValue } from "../wire-json";
import { catalogueOf } from "./catalogue";
import type { MarketProduct } from "./market-model";
import { filterField, idField, pageOf, selectProducts } from "./product-selection";

const readRequest = z.object({
  filter: filterField,
  cursor: z.string().nullish(),
  limit: z.number().int().min(1, inRange(0, 1000)).max(1000, inRange(0, 1000)),
});

const listPrices: Method = (call) => {
  const { filter, cursor, limit } = readBody(call, readRequest, "GetProductInfoPricesV5Request");
  const all = selectProducts(call.account, filter);
  const page = pageOf(all, { cursor: cursor ?? "", limit, keyOf: ({ productId }) => productId });
  return { items: page.items.map(tellPrices), total: all.length, cursor: page.cursor };
};

/** Prices are doubles here, and text everywhere else. */
function tellPrices(product: MarketProduct): WireValue {
  const amount = (text: string) => Number(text === "" ? 0 : text);
  return {
    product_id: BigInt(product.productId),
    offer_id: product.offerId,
    price: {
      price: amount(product.price),
      old_price: amount(product.oldPrice),
      min_price: amount(product.minPrice),
      marketing_seller_price: amount(product.price),
      ...{ retail_price: 0, net_price: 0, vat: amount(product.vat), currency_code: product.currency },
      ...{ auto_action_enabled: false, auto_add_to_ozon_actions_list_enabled: false },
    },
    price_indexes: { color_index: "WITHOUT_INDEX" },
    commissions: { sales_percent_fbo: 17, sales_percent_fbs: 18.5, sales_percent_rfbs: 14 },
    marketing_actions: { actions: [], ozon_actions_exist: false },
    volume_weight: 1.2,
    acquiring: 15,
  };
}

const priceField = z.string().regex(/^(\d+([.,]\d{1,4})?)?$/, "value must be a valid price");
const setRequest = z.object({
  prices: z
    .array(
      z.object({
        offer_id: z.string().nullish(),
        product_id: idField.nullish(),
        price: priceField.nullish(),
        old_price: priceField.nullish(),
        min_price: priceField.nullish(),
        currency_code: z.string().nullish(),
      }),
    )
    .min(1, inRange(0, 1000))
    .max(1000, inRange(0, 1000)),
});
type PriceItem = z.output<typeof setRequest>["prices"][number];

const setPrices: Method = (call, around) => {
  const { prices } = readBody(call, setRequest, "ImportProductsPricesRequest");
  const result = prices.map((item) => setPrice(call, around, item));
  around.world.revision += 1;
  return { result };
};

function setPrice(call: ApiCall, around: Surroundings, item: PriceItem): WireValue {
  const product = catalogueOf(call.account).find((one) =>
    item.offer_id ? one.offerId === item.offer_id : one.productId === item.product_id,
  );
  const answer = {
    product_id: BigInt(product?.productId ?? item.product_id ?? 0),
    offer_id: product?.offerId ?? item.offer_id ?? "",
  };
  const wrong = product === undefined ? UNKNOWN : (faultOf(product, item) ?? tooOften(call, around, product));
  if (product === undefined || wrong !== null) return { ...answer, updated: false, errors: [wrong] };
  if (item.price) product.price = cents(item.price);
  if (item.old_price) product.oldPrice = Number(comma(item.old_price)) === 0 ? "" : cents(item.old_price);
  if (item.min_price) product.minPrice = Number(comma(item.min_price)) === 0 ? "" : cents(item.min_price);
  product.updatedMs = call.nowMs;
  around.world.announceMarket({ kind: "product_changed", account: call.account, product, isError: false });
  return { ...answer, updated: true, errors: [] };
}

const UNKNOWN = { code: "NOT_FOUND", message: "Product not found" };

/** What the marketplace finds wrong with new prices; they are measured against what stays. */
function faultOf(product: MarketProduct, item: PriceItem): { code: string; message: string } | null {
  const price = Number(comma(item.price || product.price));
  const old = Number(comma(item.old_price ?? (product.oldPrice || "0")) || 0);
  const least = Number(comma(item.min_price ?? "0") || 0);
  if (!(price > 0)) return { code: "INVALID_PRICE", message: "Price must be greater than zero" };
  if (item.currency_code && item.currency_code !== product.currency) {
    return { code: "CURRENCY_MISMATCH", message: "Currency differs from the one of the personal account" };
  }
  const gap = price < 400 ? 20 : price <= 10_000 ? price * 0.05 : 500;
  if (item.old_price && old > 0 && old - price < gap - 0.005) {
    return {
      code: "OLD_PRICE_TOO_LOW",
      message: "Price before discount must be greater than the price by 5% or more",
    };
  }
  if (least > price) {
    return { code: "MIN_PRICE_TOO_HIGH", message: "Minimum price must not be greater than the price" };
  }
  return null;
}

function tooOften(call: ApiCall, around: Surroundings, product: MarketProduct) {
  if (around.admitRow(call, "price_changes", product.offerId)) return null;
  return { code: "TOO_MANY_REQUESTS", message: "Price can be changed at most 10 times an hour" };
}

function comma(price: string): string {
  return price.replace(",", ".");
}

/** As it is kept: with two digits behind the point, and never through a double. */
function cents(price: string): string {
  const [roubles = "0", rest = ""] = comma(price).split(".");
  return `${roubles.replace(/^0+(?=\d)/, "")}.${rest.padEnd(2, "0").slice(0, 2)}`;
}

export const priceMethods: Record<string, Method> = {
  "/v5/product/info/prices": listPrices,
  "/v1/product/import/prices": setPrices,
};
