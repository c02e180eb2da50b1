import { z } from "zod";
import { declareEndpoint, instant, pageQuery } from "./declare";

const numbers = {
  /** Can be sold now. */
  free: z.number().int(),
  reserved: z.number().int(),
  /** On its way to the warehouse. */
  promised: z.number().int(),
};

export const warehouse = z.object({
  id: z.string(),
  seller_id: z.string(),
  name: z.string(),
  /** fbo: the marketplace's; own: the seller's. */
  kind: z.enum(["fbo", "own"]),
  city: z.string().nullable(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  is_active: z.boolean(),
  /** Products of which something is there. */
  products: z.number().int(),
  ...numbers,
});
export type Warehouse = z.infer<typeof warehouse>;

/** What one source says of the stocks, and how fresh that is. */
export const stockSource = z.object({
  /** products: by scheme | warehouses: the marketplace's | own: the seller's */
  source: z.enum(["products", "warehouses", "own"]),
  fresh_at: instant.nullable(),
  error: z.object({ code: z.string(), message: z.string().nullable() }).nullable(),
});

export const stockRow = z.object({
  product_id: z.string(),
  offer_id: z.string(),
  sku: z.string().nullable(),
  name: z.string(),
  picture: z.string().nullable(),
  /** By scheme, from the list of products where that is up, else summed over warehouses. */
  totals: z.object({
    fbo: z.object(numbers),
    fbs: z.object(numbers),
    rfbs: z.object(numbers),
  }),
  ...numbers,
  /** Only warehouses where there is something. */
  cells: z.array(z.object({ warehouse_id: z.string(), kind: z.enum(["fbo", "own"]), ...numbers })),
  /** Whether both sources say the same; null: one of them says nothing. */
  agrees: z.boolean().nullable(),
  /** What the warehouses say less what the products' list says; 0 when they agree. */
  difference: z.number().int(),
});
export type StockRow = z.infer<typeof stockRow>;

const filters = z.object({
  seller_id: z.string(),
  /** left: something is there; low: at most `low`; none; differs: the sources disagree. */
  tab: z.enum(["all", "left", "low", "none", "differs"]).default("all"),
  low: z.coerce.number().int().min(1).max(10_000).default(5),
  warehouse_id: z.string().max(200).optional(),
  q: z.string().trim().max(200).optional(),
});

export const listStocks = declareEndpoint({
  method: "GET",
  path: "/api/stocks",
  access: "market.read",
  summary: "How much there is of each product in each warehouse of a seller",
  query: pageQuery.extend(filters.shape),
  answer: z.object({
    items: z.array(stockRow),
    next_cursor: z.string().nullable(),
    /** Over all products that fit, not this page alone. */
    totals: z.object({
      products: z.number().int(),
      ...numbers,
      differing: z.number().int(),
      by_scheme: z
        .object({ fbo: z.object(numbers), fbs: z.object(numbers), rfbs: z.object(numbers) })
        .optional(),
    }),
    sources: z.array(stockSource),
  }),
});

export const listWarehouses = declareEndpoint({
  method: "GET",
  path: "/api/warehouses",
  access: "market.read",
  summary: "Where a seller's goods lie, with sums",
  query: z.object({ seller_id: z.string() }),
  answer: z.object({ items: z.array(warehouse), sources: z.array(stockSource) }),
});
