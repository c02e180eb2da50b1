import type { WireValue } from "../wire-json";
import { skuFor } from "./catalogue";
import type { Market, MarketProduct, StockScheme } from "./market-model";
import { hasFree, isFailed } from "./product-selection";
import { rowsOf } from "./stock-index";

/** A product's pictures as whole addresses. */
export function addressesOf({ pictures }: MarketProduct, baseUrl: string): string[] {
  return pictures.map((path) => (path.startsWith("/") ? baseUrl + path : path));
}

/** How much of a product there is in a scheme, or null when the scheme does not have it anywhere. */
export function sumOf(
  market: Market,
  offerId: string,
  scheme: StockScheme,
): { present: number; reserved: number; warehouseIds: string[] } | null {
  const rows = rowsOf(market, offerId).filter((row) => row.scheme === scheme);
  if (rows.length === 0) return null;
  return {
    present: rows.reduce((sum, row) => sum + row.present, 0),
    reserved: rows.reduce((sum, row) => sum + row.reserved, 0),
    warehouseIds: rows.map((row) => row.warehouseId),
  };
}

/** An item of `/v3/product/info/list`. */
export function tellProduct(product: MarketProduct, market: Market, baseUrl: string): WireValue {
  const [primary, ...images] = addressesOf(product, baseUrl);
  const created_at = new Date(product.createdMs).toISOString();
  const sku = BigInt(product.sku === "" ? 0 : product.sku);
  const has_stock = hasFree(market, product.offerId);
  const relatives = market.products.filter(({ modelId }) => modelId === product.modelId).length;
  const sources = product.sku === "" ? [] : [{ sku, source: "sds", created_at, quant_code: "" }];
  const [length, width, height] = product.sizeMm;
  return {
    id: BigInt(product.productId),
    name: product.name,
    offer_id: product.offerId,
    sku,
    description_category_id: product.categoryId,
    type_id: product.typeId,
    price: product.price,
    old_price: product.oldPrice,
    min_price: product.minPrice,
    currency_code: product.currency,
    vat: product.vat,
    barcodes: product.barcodes,
    ...{ images, images360: [], color_image: [], primary_image: primary === undefined ? [] : [primary] },
    is_archived: product.isArchived,
    is_autoarchived: product.isAutoArchived,
    is_discounted: product.isDiscounted,
    ...{ is_kgt: false, is_super: false, is_prepayment_allowed: true, has_discounted_fbo_item: false },
    discounted_fbo_stocks: 0,
    volume_weight: Math.round((length * width * height) / 500_000) / 10,
    created_at,
    updated_at: new Date(product.updatedMs).toISOString(),
    statuses: statusOf(product, has_stock),
    stocks: {
      has_stock,
      stocks: (["fbo", "fbs", "rfbs"] as const).flatMap((source) => {
        const sum = sumOf(market, product.offerId, source);
        if (sum === null) return [];
        const { present, reserved } = sum;
        return [{ sku: BigInt(skuFor(product, source) || 0), source, present, reserved }];
      }),
    },
    sources,
    errors: product.problems.map(tellProblem),
    commissions: commissionsOf(product),
    model_info: { model_id: product.modelId, count: relatives },
    visibility_details: { has_price: true, has_stock },
    price_indexes: { color_index: "COLOR_INDEX_WITHOUT_INDEX" },
    availabilities: [],
    promotions: [{ type: "REVIEWS_PROMO", is_enabled: false }],
  };
}

function statusOf(product: MarketProduct, hasStock: boolean): WireValue {
  const status_updated_at = new Date(product.updatedMs).toISOString();
  if (isFailed(product)) {
    const words = { status_name: "Не продается", status_description: "Есть ошибки в карточке" };
    const failed = { status_failed: "validation_state_fail", validation_status: "fail" };
    const status = {
      status: "validation_failed",
      moderate_status: "declined",
      is_created: product.sku !== "",
    };
    return { ...status, ...words, ...failed, status_tooltip: "", status_updated_at };
  }
  const name = product.isArchived ? "В архиве" : hasStock ? "Продается" : "Готов к продаже";
  return {
    status: product.isArchived ? "archived" : "price_sent",
    is_created: true,
    moderate_status: "approved",
    validation_status: "success",
    status_name: name,
    status_description: product.isArchived || hasStock ? "" : "Нет на складе",
    ...{ status_failed: "", status_tooltip: "", status_updated_at },
  };
}

function tellProblem(problem: MarketProduct["problems"][number]): WireValue {
  const { code, field, level, message, attributeId, attributeName } = problem;
  return {
    ...{ code, field, level, attribute_id: attributeId, state: "" },
    texts: {
      attribute_name: attributeName,
      description: message,
      short_description: message.split(/[.:]/)[0] ?? message,
      message,
      ...{ hint_code: "", params: [] },
    },
  };
}

/** The marketplace's share by scheme; a double, as it writes these. */
function commissionsOf({ price }: MarketProduct): WireValue {
  const kopecks = Number(price.replace(".", ""));
  const share = (percent: number) => Math.round((kopecks * percent) / 100) / 100;
  return [
    { sale_schema: "FBO", percent: 17, value: share(17), delivery_amount: 63, return_amount: 35 },
    { sale_schema: "FBS", percent: 18.5, value: share(18.5), delivery_amount: 76, return_amount: 50 },
    { sale_schema: "RFBS", percent: 14, value: share(14), delivery_amount: 0, return_amount: 0 },
  ];
}
