import { z } from "zod";
import { actionAnswer } from "./actions";
import { declareEndpoint, idParams } from "./declare";
import { amount, givenAmount } from "./money";

const article = z.string().trim().min(1).max(200);
const articles = z.array(article).min(1).max(1000);

/**
 * `expected_price`: what the person saw; another one by now is answered 409 changed_meanwhile. A change of more than half
 * the price, or a price of 0, is answered 409 large_price_change with what would change, unless `confirm_large`.
 */
export const priceItem = z.strictObject({
  offer_id: article,
  price: givenAmount,
  /** 0: no crossed-out price. Left out: stays. */
  old_price: givenAmount.optional(),
  min_price: givenAmount.optional(),
  expected_price: amount.nullish(),
});

export const updatePrices = declareEndpoint({
  method: "POST",
  path: "/api/products/prices",
  access: "market.act",
  isIdempotent: true,
  summary: "Sets prices",
  body: z.strictObject({
    seller_id: z.string(),
    items: z.array(priceItem).min(1).max(1000),
    confirm_large: z.boolean().default(false),
  }),
  answer: actionAnswer,
  status: 202,
});

export const stockItem = z.strictObject({
  offer_id: article,
  /** Of the seller's own warehouses; left out where there is only one. */
  warehouse_id: z.string().trim().min(1).max(100).optional(),
  stock: z.number().int().min(0).max(10_000_000),
  expected_stock: z.number().int().nullish(),
});

export const updateStocks = declareEndpoint({
  method: "POST",
  path: "/api/products/stocks",
  access: "market.act",
  isIdempotent: true,
  summary: "Sets how much there is in the seller's own warehouses",
  body: z.strictObject({ seller_id: z.string(), items: z.array(stockItem).min(1).max(1000) }),
  answer: actionAnswer,
  status: 202,
});

/** One line of a table that is tried: what would change. */
export const checkedLine = z.object({
  /** From 1, as the table counts, with its heading. */
  line: z.number().int(),
  offer_id: z.string(),
  name: z.string().nullable(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  /** Percent; null: nothing to compare with. */
  change: z.number().nullable(),
  /** More than half the price, or a price of 0: asks twice. */
  is_large: z.boolean(),
  /** An error code with its sentence; null: fits. */
  problem: z.object({ code: z.string(), message: z.string() }).nullable(),
});

const checkedTable = z.object({
  lines: z.array(checkedLine),
  valid: z.number().int(),
  invalid: z.number().int(),
  unchanged: z.number().int(),
  large: z.number().int(),
  /** What would be sent: give it to the route that does it. */
  items: z.array(z.record(z.string(), z.unknown())),
});

const table = z.strictObject({ seller_id: z.string(), csv: z.string().min(1).max(1_000_000) });

export const checkPrices = declareEndpoint({
  method: "POST",
  path: "/api/products/prices/check",
  access: "market.act",
  limit: { requests: 60, seconds: 60 },
  summary: "Tries a table of prices (offer_id, price, old_price, min_price) without changing anything",
  body: table,
  answer: checkedTable,
});

export const checkStocks = declareEndpoint({
  method: "POST",
  path: "/api/products/stocks/check",
  access: "market.act",
  limit: { requests: 60, seconds: 60 },
  summary: "Tries a table of stocks (offer_id, warehouse_id, stock) without changing anything",
  body: table,
  answer: checkedTable,
});

const ofSeller = z.strictObject({ seller_id: z.string(), offer_ids: articles });

export const archiveProducts = declareEndpoint({
  method: "POST",
  path: "/api/products/archive",
  access: "market.act",
  isIdempotent: true,
  summary: "Puts products into the marketplace's archive",
  body: ofSeller,
  answer: actionAnswer,
  status: 202,
});

export const unarchiveProducts = declareEndpoint({
  method: "POST",
  path: "/api/products/unarchive",
  access: "market.act",
  isIdempotent: true,
  summary: "Takes products out of the archive",
  body: ofSeller,
  answer: actionAnswer,
  status: 202,
});

export const deleteProducts = declareEndpoint({
  method: "POST",
  path: "/api/products/delete",
  access: "market.act",
  isIdempotent: true,
  summary: "Deletes archived products without a SKU for good; `confirm` is how many they are",
  body: z.strictObject({ seller_id: z.string(), offer_ids: articles, confirm: z.number().int() }),
  answer: actionAnswer,
  status: 202,
});

export const updatePictures = declareEndpoint({
  method: "PUT",
  path: "/api/products/{id}/pictures",
  access: "market.act",
  summary: "Replaces a product's pictures by those at these addresses, the main one first",
  params: idParams,
  body: z.strictObject({
    pictures: z
      .array(z.url({ protocol: /^https?$/ }).max(2000))
      .min(1)
      .max(30),
  }),
  answer: actionAnswer,
  status: 202,
});

export const updateAttributes = declareEndpoint({
  method: "PUT",
  path: "/api/products/{id}/attributes",
  access: "market.act",
  summary: "Changes attributes of a product; those not named stay",
  params: idParams,
  body: z.strictObject({
    attributes: z
      .array(
        z.strictObject({
          id: z.string().regex(/^\d{1,19}$/),
          complex_id: z
            .string()
            .regex(/^\d{1,19}$/)
            .default("0"),
          values: z
            .array(
              z.strictObject({
                value: z.string().max(10_000),
                dictionary_value_id: z
                  .string()
                  .regex(/^\d{1,19}$/)
                  .nullish(),
              }),
            )
            .max(100),
        }),
      )
      .min(1)
      .max(100),
  }),
  answer: actionAnswer,
  status: 202,
});

export const addBarcodes = declareEndpoint({
  method: "POST",
  path: "/api/products/barcodes",
  access: "market.act",
  isIdempotent: true,
  summary: "Adds barcodes to products; without `barcode` the marketplace makes one",
  body: z.strictObject({
    seller_id: z.string(),
    items: z
      .array(z.strictObject({ offer_id: article, barcode: z.string().trim().min(1).max(100).optional() }))
      .min(1)
      .max(1000),
  }),
  answer: actionAnswer,
  status: 202,
});

export const importBySku = declareEndpoint({
  method: "POST",
  path: "/api/products/import-by-sku",
  access: "market.act",
  isIdempotent: true,
  summary: "Makes products of the seller's own out of others' cards, by SKU",
  body: z.strictObject({
    seller_id: z.string(),
    items: z
      .array(
        z.strictObject({
          sku: z.string().regex(/^\d{1,19}$/),
          offer_id: article,
          name: z.string().trim().max(500).optional(),
          price: givenAmount,
          old_price: givenAmount.optional(),
          vat: z.enum(["0", "0.05", "0.07", "0.1", "0.2", "0.22"]).default("0"),
        }),
      )
      .min(1)
      .max(1000),
  }),
  answer: actionAnswer,
  status: 202,
});
