import { z } from "zod";
import { declareEndpoint, idParams, instant, listOf, noAnswer, pageQuery } from "./declare";
import { amount } from "./money";

export const product = z.object({
  id: z.string(),
  seller_id: z.string(),
  marketplace: z.string(),
  /** The marketplace's id; null: known from orders only. */
  product_id: z.string().nullable(),
  offer_id: z.string(),
  sku: z.string().nullable(),
  name: z.string(),
  category: z.string().nullable(),
  category_id: z.string().nullable(),
  type_id: z.string().nullable(),
  /** Of the main picture, through our server; null: there is none. */
  picture: z.string().nullable(),
  price: amount.nullable(),
  /** Before a discount; null: there is none. */
  old_price: amount.nullable(),
  min_price: amount.nullable(),
  currency: z.string().nullable(),
  /** The marketplace's own word and sentence. */
  status: z.string().nullable(),
  status_name: z.string().nullable(),
  is_archived: z.boolean(),
  /** The marketplace does not show it any more. */
  is_gone: z.boolean(),
  problems: z.array(z.string()),
  barcodes: z.array(z.string()),
  /** Over all schemes, as the marketplace tells by product; null: not known. */
  stock: z
    .object({
      free: z.number().int(),
      reserved: z.number().int(),
      fbo: z.number().int(),
      fbs: z.number().int(),
    })
    .nullable(),
  /** Of its card, 0-100. */
  rating: z.number().nullable(),
  subscribers: z.number().int().nullable(),
  checked_at: instant,
});
export type Product = z.infer<typeof product>;

export const productAttribute = z.object({
  id: z.string(),
  complex_id: z.string(),
  /** Null: its category's names are not here yet. */
  name: z.string().nullable(),
  values: z.array(z.object({ value: z.string(), dictionary_value_id: z.string().nullable() })),
});

export const productDetails = product.extend({
  /** Through our server, the main one first. */
  pictures: z.array(z.string()),
  /** Where the marketplace has them, in the same order: to be put in another order or left out. */
  picture_sources: z.array(z.string()).optional(),
  description: z.string().nullable(),
  vat: z.string().nullable(),
  attributes: z.array(productAttribute),
  /** What its card's rating is made of, and what would better it. */
  rating_groups: z.array(z.object({ name: z.string(), rating: z.number(), improve: z.array(z.string()) })),
  /** Other colours and sizes of the same card that this seller has. */
  related: z.array(product.pick({ id: true, offer_id: true, sku: true, name: true, picture: true })),
  stocks: z.array(
    z.object({
      warehouse_id: z.string(),
      warehouse: z.string(),
      scheme: z.enum(["fbs", "rfbs", "fbo"]),
      free: z.number().int(),
      reserved: z.number().int(),
      promised: z.number().int(),
    }),
  ),
  detailed_at: instant.nullable(),
});
export type ProductDetails = z.infer<typeof productDetails>;

export const productFilters = z.object({
  seller_id: z.string().optional(),
  /** on_sale: sold now; no_stock: nothing left; problems: the marketplace finds fault; archived. */
  tab: z.enum(["all", "on_sale", "no_stock", "problems", "archived"]).default("all"),
  category_id: z.string().max(100).optional(),
  /** Part of a name, an article, a SKU, a barcode. */
  q: z.string().trim().max(200).optional(),
});

export const listProducts = declareEndpoint({
  method: "GET",
  path: "/api/products",
  access: "market.read",
  summary: "What the sellers one may see sell",
  query: pageQuery.extend(productFilters.shape).extend({
    sort: z.enum(["name", "price", "stock"]).default("name"),
  }),
  answer: listOf(product),
});

export const countProducts = declareEndpoint({
  method: "GET",
  path: "/api/product-counts",
  access: "market.read",
  summary: "How many products stand in each tab, and the categories they are of",
  query: productFilters.omit({ tab: true }),
  answer: z.object({
    counts: z.record(productFilters.shape.tab.unwrap(), z.number().int()),
    categories: z.array(z.object({ id: z.string(), name: z.string(), products: z.number().int() })),
  }),
});

export const getProduct = declareEndpoint({
  method: "GET",
  path: "/api/products/{id}",
  access: "market.read",
  summary: "A product with pictures, attributes, rating, stock by warehouse and relatives",
  params: idParams,
  answer: z.object({ product: productDetails }),
});

/** Answers the bytes of a picture, fetched from the marketplace's own hosts alone. */
export const getProductPicture = declareEndpoint({
  method: "GET",
  path: "/api/products/{id}/picture",
  access: "market.read",
  summary: "A picture of a product: its bytes",
  params: idParams,
  query: z.object({ n: z.coerce.number().int().min(0).max(50).default(0) }),
  answer: noAnswer,
});

export const getProductLimits = declareEndpoint({
  method: "GET",
  path: "/api/product-limits",
  access: "market.read",
  summary: "How many products the account may have, make and change a day; null: not told",
  query: z.object({ seller_id: z.string() }),
  answer: z.object({
    limits: z.object({
      all: z.object({ limit: z.number().int(), used: z.number().int() }).nullable(),
      made_today: z
        .object({ limit: z.number().int(), used: z.number().int(), resets_at: instant.nullable() })
        .nullable(),
      changed_today: z
        .object({ limit: z.number().int(), used: z.number().int(), resets_at: instant.nullable() })
        .nullable(),
    }),
  }),
});

export const category = z.object({
  category_id: z.string(),
  /** Set where it is a kind of product one can sell. */
  type_id: z.string().nullable(),
  name: z.string(),
  /** Names from the root down to it. */
  path: z.array(z.string()),
  is_leaf: z.boolean(),
});
export type Category = z.infer<typeof category>;

export const listCategories = declareEndpoint({
  method: "GET",
  path: "/api/categories",
  access: "market.read",
  summary: "The marketplace's tree of categories: one level, or what is found by words",
  query: z.object({
    seller_id: z.string(),
    parent_id: z.string().max(100).optional(),
    q: z.string().trim().max(200).optional(),
  }),
  answer: z.object({ items: z.array(category), fetched_at: instant }),
});

export const categoryAttribute = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  group: z.string().nullable(),
  is_required: z.boolean(),
  is_collection: z.boolean(),
  /** text | number | boolean | ... in the marketplace's words. */
  type: z.string(),
  /** Set: values come from a dictionary. */
  dictionary_id: z.string().nullable(),
});
export type CategoryAttribute = z.infer<typeof categoryAttribute>;

const number = z.string().regex(/^\d{1,18}$/);
const ofCategory = { seller_id: z.string(), category_id: number, type_id: number };

export const listCategoryAttributes = declareEndpoint({
  method: "GET",
  path: "/api/category-attributes",
  access: "market.read",
  summary: "What is to be said of a product of this kind",
  query: z.object({ ...ofCategory, q: z.string().trim().max(200).optional() }),
  answer: z.object({ items: z.array(categoryAttribute), fetched_at: instant }),
});

export const listAttributeValues = declareEndpoint({
  method: "GET",
  path: "/api/attribute-values",
  access: "market.read",
  limit: { requests: 120, seconds: 60 },
  summary: "Values of an attribute from its dictionary, by words",
  query: z.object({
    ...ofCategory,
    attribute_id: number,
    q: z.string().trim().max(200).optional(),
    cursor: z.string().max(500).optional(),
  }),
  answer: listOf(z.object({ id: z.string(), value: z.string(), info: z.string().nullable() })),
});
