/** How much of a market an account starts with; without it the products of its conversations and orders. */
export interface MarketSeed {
  products?: number;
  /** Of the marketplace's own warehouses. */
  warehouses?: number;
  orders?: number;
  /** How far back its orders go. */
  days?: number;
}

export interface MarketAttribute {
  id: number;
  values: { dictionaryValueId: number; value: string }[];
}

/** Something the marketplace finds wrong with a product. */
export interface ProductProblem {
  code: string;
  field: string;
  attributeId: number;
  attributeName: string;
  level: "ERROR_LEVEL_ERROR" | "ERROR_LEVEL_WARNING";
  message: string;
}

/** A product as the marketplace keeps it. Ids are text of digits, some above 2^53; money is decimal text. */
export interface MarketProduct {
  productId: string;
  offerId: string;
  /** Empty: a product that has not passed the checks has none. */
  sku: string;
  /** Where FBS sells under a number of its own. */
  fbsSku?: string;
  name: string;
  categoryId: number;
  typeId: number;
  price: string;
  /** Empty: none. */
  oldPrice: string;
  minPrice: string;
  currency: string;
  vat: string;
  barcodes: string[];
  /** Paths at the sandbox's own address, or whole addresses; the main one first. */
  pictures: string[];
  description: string;
  attributes: MarketAttribute[];
  /** Products of one model are colours and sizes of one thing. */
  modelId: number;
  colour: string;
  isArchived: boolean;
  isAutoArchived: boolean;
  isDiscounted: boolean;
  problems: ProductProblem[];
  weightG: number;
  /** Length, width, height in millimetres. */
  sizeMm: readonly [number, number, number];
  subscribers: number;
  /** Share of the content that is filled in, 0..100. */
  contentRating: number;
  createdMs: number;
  updatedMs: number;
}

export type StockScheme = "fbo" | "fbs" | "rfbs";

export interface MarketWarehouse {
  warehouseId: string;
  kind: "fbo" | "own";
  /** What own warehouses sell by. */
  scheme: StockScheme;
  name: string;
  city: string;
  clusterId: number;
  clusterName: string;
  isActive: boolean;
}

/** How much of a product is in one warehouse: the one truth behind every view of stocks. */
export interface StockRow {
  offerId: string;
  warehouseId: string;
  scheme: StockScheme;
  /** Counts what is reserved. */
  present: number;
  reserved: number;
  /** On its way to the warehouse. */
  promised: number;
  updatedMs: number;
}

/** Work that the marketplace does by itself, item by item. */
export interface MarketTask {
  taskId: string;
  readyMs: number;
  isDone: boolean;
  /** Carries it out, once. */
  settle: () => void;
  items: {
    offerId: string;
    productId: string;
    errors: { code: string; message: string; field: string; attributeId: number; attributeName: string }[];
  }[];
}

/** The market of one account; filled by `marketOf` when somebody first asks. */
export interface Market {
  seed: MarketSeed | null;
  isBuilt: boolean;
  products: MarketProduct[];
  warehouses: MarketWarehouse[];
  stocks: StockRow[];
  tasks: Map<string, MarketTask>;
  /** What was wrong with the pictures last sent for a product, by its number. */
  pictureErrors: Map<string, { url: string; message: string }[]>;
  createdToday: number;
  updatedToday: number;
  /** How many orders have been looked through for products that nobody knows yet. */
  ordersSeen: number;
}

/** A market nobody has asked for yet. */
export function emptyMarket(seed: MarketSeed | null): Market {
  return {
    seed,
    isBuilt: false,
    products: [],
    warehouses: [],
    stocks: [],
    tasks: new Map(),
    pictureErrors: new Map(),
    createdToday: 0,
    updatedToday: 0,
    ordersSeen: 0,
  };
}
