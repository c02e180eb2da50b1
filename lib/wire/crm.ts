import { z } from "zod";
import { actionAnswer } from "./actions";
import { declareEndpoint, listOf, pageQuery } from "./declare";
import { moneyEntry } from "./finance";
import { givenAmount } from "./money";
import { returned } from "./returns";
import { section } from "./sections";

/**
 * The actions by which the documents' CRM was driven, under their own names in snake_case (`ozonUpdatePrice` is
 * `/api/ozon_update_price`). Each is one item of what the sections' routes do. `marketplace_id` is their name for
 * `seller_id`; either may be given.
 */
const whose = {
  seller_id: z.string().optional(),
  marketplace_id: z.union([z.string(), z.number()]).optional(),
};
const isTold = (given: { seller_id?: string | undefined; marketplace_id?: string | number | undefined }) =>
  given.seller_id !== undefined || given.marketplace_id !== undefined;
const told = { path: ["seller_id"], message: "seller_id or marketplace_id" };
const article = z.string().trim().min(1).max(200);

export const ozonUpdatePrice = declareEndpoint({
  method: "POST",
  path: "/api/ozon_update_price",
  access: "market.act",
  isIdempotent: true,
  summary: "Sets the price of one article",
  body: z
    .strictObject({
      ...whose,
      offer_id: article,
      price: givenAmount,
      old_price: givenAmount.optional(),
      confirm_large: z.boolean().default(false),
    })
    .refine(isTold, told),
  answer: actionAnswer,
  status: 202,
});

export const ozonUpdateStock = declareEndpoint({
  method: "POST",
  path: "/api/ozon_update_stock",
  access: "market.act",
  isIdempotent: true,
  summary: "Sets the stock of one article; without a warehouse in the only one",
  body: z
    .strictObject({
      ...whose,
      offer_id: article,
      stock: z.number().int().min(0).max(10_000_000),
      warehouse_id: z.union([z.string().min(1).max(100), z.number().int()]).optional(),
    })
    .refine(isTold, told),
  answer: actionAnswer,
  status: 202,
});

const onePosting = z
  .strictObject({ ...whose, posting_number: z.string().trim().min(1).max(100) })
  .refine(isTold, told);

export const ozonPackOrder = declareEndpoint({
  method: "POST",
  path: "/api/ozon_pack_order",
  access: "orders.assemble",
  isIdempotent: true,
  summary: "Assembles one posting",
  body: onePosting,
  answer: actionAnswer,
  status: 202,
});

export const ozonShipOrder = declareEndpoint({
  method: "POST",
  path: "/api/ozon_ship_order",
  access: "market.act",
  isIdempotent: true,
  summary: "Hands one posting over",
  body: onePosting,
  answer: actionAnswer,
  status: 202,
});

const listQuery = pageQuery.extend({
  seller_id: z.string().optional(),
  marketplace_id: z.string().optional(),
});

export const ozonGetFinance = declareEndpoint({
  method: "GET",
  path: "/api/ozon_get_finance",
  access: "market.read",
  summary: "Lines of the account of the last 30 days, newest first",
  query: listQuery,
  answer: listOf(moneyEntry),
});

export const ozonGetReturns = declareEndpoint({
  method: "GET",
  path: "/api/ozon_get_returns",
  access: "market.read",
  summary: "Returns, last changed first",
  query: listQuery,
  answer: listOf(returned),
});

export const ozonAcceptReturn = declareEndpoint({
  method: "POST",
  path: "/api/ozon_accept_return",
  access: "market.act",
  isIdempotent: true,
  summary: "Accepts a return, where the marketplace lets it be accepted now",
  body: z
    .strictObject({ ...whose, return_id: z.union([z.string().min(1).max(100), z.number().int()]) })
    .refine(isTold, told),
  answer: actionAnswer,
  status: 202,
});

export const ozonSyncProducts = declareEndpoint({
  method: "POST",
  path: "/api/ozon_sync_products",
  access: "market.read",
  limit: { requests: 30, seconds: 60 },
  summary: "Has products, prices and stocks taken in now",
  body: z.strictObject(whose).refine(isTold, told),
  answer: z.object({ items: z.array(section) }),
  status: 202,
});
