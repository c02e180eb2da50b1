import { z } from "zod";
import { REQUEST_STATE_NAMES } from "./market/returns/request-states";

/** Products, stocks, returns and money in the control API: validated by the server, typed for the client. */
const decimal = z.string().regex(/^\d+\.\d{2}$/);

/** Products beside those an account has; `count`: so many made up ones. */
export const newProductsBody = z.strictObject({
  count: z.number().int().min(1).max(20_000).optional(),
  products: z
    .array(
      z.strictObject({
        offer_id: z.string().min(1),
        sku: z.string().regex(/^\d+$/),
        name: z.string().default("Товар"),
        price: decimal.default("990.00"),
      }),
    )
    .optional(),
});

/** What somebody changes of a product in the marketplace's cabinet; the webhook rings unless `quiet`. */
export const productChange = z.strictObject({
  name: z.string().optional(),
  price: decimal.optional(),
  /** Empty: none. */
  old_price: z.union([decimal, z.literal("")]).optional(),
  min_price: decimal.optional(),
  is_archived: z.boolean().optional(),
  quiet: z.boolean().optional(),
});

/** How much of a product is in a warehouse from now on, with what is reserved. */
export const stockChange = z.strictObject({
  offer_id: z.string(),
  warehouse_id: z.string(),
  present: z.number().int().min(0),
  reserved: z.number().int().min(0).optional(),
  quiet: z.boolean().optional(),
});

/** A buyer of an rFBS order wants to give something back; as far as `state` says. */
export const newReturnRequestBody = z.strictObject({
  client_id: z.string(),
  posting_number: z.string(),
  state: z.enum(REQUEST_STATE_NAMES).default("ON_SELLER_APPROVAL"),
  created_at: z.iso.datetime().optional(),
});
export type NewReturnRequestInput = z.input<typeof newReturnRequestBody>;

/** Where a return (FBS, FBO) or a request (rFBS) is put, by its number. */
export const returnChange = z.strictObject({ client_id: z.string(), state: z.string() });
export type ReturnChange = z.input<typeof returnChange>;

/** A return (FBS, FBO) or a buyer's request (rFBS) as the control API tells it. */
export interface SandboxReturn {
  id: string;
  kind: "goods" | "request";
  posting_number: string;
  scheme: string;
  state: string;
  sku: string;
  changed_at: string;
}

/** What the ledger of an account adds up to, in decimal text. */
export interface SandboxLedger {
  entries: number;
  total: string;
  /** By the names of the older generation's totals. */
  totals: Record<string, string>;
  by_kind: Record<string, string>;
}

export type NewProductsInput = z.input<typeof newProductsBody>;
export type ProductChange = z.input<typeof productChange>;
export type StockChange = z.input<typeof stockChange>;

/** A product as the control API tells it. */
export interface SandboxProduct {
  product_id: string;
  offer_id: string;
  /** Empty: it has none yet. */
  sku: string;
  name: string;
  price: string;
  /** Empty: none. */
  old_price: string;
  min_price: string;
  is_archived: boolean;
  barcodes: string[];
  /** Without the sandbox's own address. */
  pictures: string[];
  problems: number;
}

/** How much of a product is in a warehouse, as the control API tells it. */
export interface SandboxStock {
  offer_id: string;
  warehouse_id: string;
  warehouse_name: string;
  scheme: "fbo" | "fbs" | "rfbs";
  /** Counts what is reserved. */
  present: number;
  reserved: number;
  promised: number;
}
