import { z } from "zod";
import type { Method } from "../api-method";
import { GRPC, invalid, Refusal } from "../refusal";
import { inRange, readBody } from "../request-fields";
import type { WireValue } from "../wire-json";
import { catalogueOf, findBySku, marketOf } from "./catalogue";
import { attributesOf, kindOf } from "./categories";
import type { MarketProduct } from "./market-model";
import { filterField, hasFree, idField, pageOf, selectProducts } from "./product-selection";
import { addressesOf, tellProduct } from "./tell-product";

const keyOf = ({ productId }: MarketProduct) => productId;
const pageLimit = z.number().int().min(1, inRange(0, 1000)).max(1000, inRange(0, 1000));

const listRequest = z.object({
  filter: filterField.nullish(),
  last_id: z.string().nullish(),
  limit: pageLimit.default(1000),
});

const listProducts: Method = (call) => {
  const { filter, last_id, limit } = readBody(call, listRequest, "GetProductListRequest");
  const market = marketOf(call.account);
  const all = selectProducts(call.account, filter ?? {});
  const page = pageOf(all, { cursor: last_id ?? "", limit, keyOf });
  return {
    result: {
      items: page.items.map((product) => ({
        product_id: BigInt(product.productId),
        offer_id: product.offerId,
        archived: product.isArchived,
        has_fbo_stocks: hasFree(market, product.offerId, true),
        has_fbs_stocks: hasFree(market, product.offerId, false),
        is_discounted: product.isDiscounted,
        quants: [],
      })),
      total: all.length,
      last_id: page.cursor,
    },
  };
};

const infoRequest = z.object({
  offer_id: z.array(z.string()).nullish(),
  sku: z.array(idField).nullish(),
  product_id: z.array(idField).nullish(),
});

/** Of the three lists together at most a thousand; what nobody knows is left out. */
const tellProducts: Method = (call) => {
  const request = readBody(call, infoRequest, "GetProductInfoListRequest");
  const asked = [request.offer_id ?? [], request.sku ?? [], request.product_id ?? []];
  const count = asked.reduce((sum, ids) => sum + ids.length, 0);
  if (count === 0) throw invalid("use either offer_id or product_id or sku");
  if (count > 1000) throw invalid("too many items in request");
  const [offers, skus, ids] = asked.map((values) => new Set(values));
  const market = marketOf(call.account);
  const found = market.products.filter(
    ({ offerId, sku, productId }) => offers?.has(offerId) || skus?.has(sku) || ids?.has(productId),
  );
  return { items: found.map((product) => tellProduct(product, market, call.baseUrl)) };
};

const attributesRequest = z.object({
  filter: filterField.nullish(),
  last_id: z.string().nullish(),
  limit: pageLimit.default(1000),
  sort_by: z.enum(["", "sku", "offer_id", "id", "title"]).nullish(),
  sort_dir: z.enum(["", "asc", "desc", "ASC", "DESC"]).nullish(),
});

const tellAttributes: Method = (call) => {
  const { filter, last_id, limit } = readBody(call, attributesRequest, "GetProductAttributesV4Request");
  const all = selectProducts(call.account, filter ?? {});
  const page = pageOf(all, { cursor: last_id ?? "", limit, keyOf });
  const result = page.items.map((product) => tellCard(product, call.baseUrl));
  return { result, total: String(all.length), last_id: page.cursor };
};

function tellCard(product: MarketProduct, baseUrl: string): WireValue {
  const [depth, width, height] = product.sizeMm;
  const [primary = "", ...images] = addressesOf(product, baseUrl);
  return {
    id: BigInt(product.productId),
    barcode: product.barcodes[0] ?? "",
    barcodes: product.barcodes,
    name: product.name,
    offer_id: product.offerId,
    sku: product.sku,
    description_category_id: product.categoryId,
    type_id: product.typeId,
    ...{ depth, width, height, dimension_unit: "mm", weight: product.weightG, weight_unit: "g" },
    primary_image: primary,
    images,
    color_image: "",
    model_info: { model_id: product.modelId, count: 1 },
    attributes: product.attributes.map(({ id, values }) => ({
      id,
      complex_id: 0,
      values: values.map((one) => ({ dictionary_value_id: one.dictionaryValueId, value: one.value })),
    })),
    attributes_with_defaults: [],
    complex_attributes: [],
    pdf_list: [],
  };
}

const descriptionRequest = z.object({ offer_id: z.string().nullish(), product_id: idField.nullish() });

const tellDescription: Method = (call) => {
  const { offer_id, product_id } = readBody(call, descriptionRequest, "GetProductInfoDescriptionRequest");
  const product = catalogueOf(call.account).find((one) =>
    offer_id ? one.offerId === offer_id : one.productId === product_id,
  );
  if (product === undefined) throw new Refusal(404, GRPC.notFound, "Product not found");
  const { offerId, name, description, productId } = product;
  return { result: { id: BigInt(productId), offer_id: offerId, name, description } };
};

const skusRequest = z.object({ skus: z.array(idField).min(1, "value must contain at least 1 item(s)") });

const tellSubscribers: Method = (call) => {
  const { skus } = readBody(call, skusRequest, "GetProductInfoSubscriptionRequest");
  const result = skus.map((sku) => ({
    sku: BigInt(sku),
    count: findBySku(call.account, sku)?.subscribers ?? 0,
  }));
  return { result };
};

const relatedRequest = z.object({
  sku: z.array(idField).min(1, inRange(0, 200)).max(200, inRange(0, 200)),
});

/** All numbers one product is or was known by: today's, and those it had by scheme in earlier years. */
const tellRelated: Method = (call) => {
  const { sku } = readBody(call, relatedRequest, "ProductGetRelatedSKURequest");
  const items: WireValue[] = [];
  const errors: WireValue[] = [];
  for (const one of sku) {
    const product = catalogueOf(call.account).find(
      (candidate) => candidate.sku === one || (candidate.sku !== "" && oldSkuOf(candidate) === one),
    );
    if (product === undefined) {
      errors.push({ code: "SKU_NOT_FOUND", sku: BigInt(one), message: "sku does not exist" });
      continue;
    }
    const product_id = BigInt(product.productId);
    const availability = product.isArchived ? "HIDDEN" : "AVAILABLE";
    items.push({ sku: BigInt(product.sku), product_id, availability, delivery_schema: "SDS" });
    const deleted_at = new Date(product.createdMs).toISOString();
    const old = { sku: BigInt(oldSkuOf(product)), product_id, deleted_at };
    items.push({ ...old, availability: "UNAVAILABLE", delivery_schema: "FBS" });
  }
  return { items, errors };
};

function oldSkuOf({ sku }: MarketProduct): string {
  return String(BigInt(sku) + 1n);
}

const tellRating: Method = (call) => {
  const { skus } = readBody(call, skusRequest, "GetProductRatingBySkuRequest");
  const found = skus.flatMap((sku) => findBySku(call.account, sku) ?? []);
  return { products: found.map(rate) };
};

/** Pictures and text by how many there are; the characteristics make up the rest. */
function rate(product: MarketProduct): WireValue {
  const missing = attributesOf(kindOf(product)).filter(
    ({ id }) => !product.attributes.some((attribute) => attribute.id === id),
  );
  const condition = (key: string, description: string, fulfilled: boolean) => ({
    ...{ key, description, fulfilled },
    cost: 50,
  });
  const media = [
    condition("media_images_2", "Добавлено 2 изображения", product.pictures.length >= 2),
    condition("media_images_3", "Добавлено 3 изображения", product.pictures.length >= 3),
  ];
  const text = [
    condition("text_annotation_100", "Аннотация от 100 знаков", product.description.length >= 100),
    condition("text_annotation_500", "Аннотация от 500 знаков", product.description.length >= 500),
  ];
  const group = (key: string, name: string, weight: number, conditions: (typeof media)[number][]) => ({
    ...{ key, name, weight, conditions },
    rating: conditions.filter(({ fulfilled }) => fulfilled).length * 50,
    improve_at_least: conditions.filter(({ fulfilled }) => !fulfilled).length,
    improve_attributes:
      key === "other_attributes" ? missing.slice(0, 4).map(({ id, name: word }) => ({ id, name: word })) : [],
  });
  return {
    sku: BigInt(product.sku === "" ? 0 : product.sku),
    rating: product.contentRating,
    groups: [
      group("media", "Медиа", 30, media),
      group("text", "Описание", 30, text),
      group("other_attributes", "Характеристики", 40, [
        condition("other_attributes_50", "Заполнено 50% характеристик", missing.length <= 4),
        condition("other_attributes_80", "Заполнено 80% характеристик", missing.length <= 1),
      ]),
    ],
  };
}

const tellLimits: Method = ({ account, nowMs }) => {
  const market = marketOf(account);
  const day = 86_400_000;
  const reset_at = new Date(Math.ceil(nowMs / day) * day).toISOString();
  return {
    total: { limit: 5000, usage: market.products.length },
    daily_create: { limit: 500, usage: market.createdToday, reset_at },
    daily_update: { limit: 5000, usage: market.updatedToday, reset_at },
    operation_limits: { limit: 100, limit_type: "RATE_LIMIT_PER_MINUTE" },
  };
};

export const productMethods: Record<string, Method> = {
  "/v3/product/list": listProducts,
  "/v3/product/info/list": tellProducts,
  "/v4/product/info/attributes": tellAttributes,
  "/v1/product/info/description": tellDescription,
  "/v1/product/info/subscription": tellSubscribers,
  "/v1/product/related-sku/get": tellRelated,
  "/v1/product/rating-by-sku": tellRating,
  "/v4/product/info/limit": tellLimits,
};
