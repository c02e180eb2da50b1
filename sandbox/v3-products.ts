import { z } from "zod";
import type { Method } from "./api-method";
import { shopOf } from "./conversations/shops";
import type { Account } from "./model";
import { invalid } from "./refusal";
import { readBody } from "./request-fields";
import type { WireValue } from "./wire-json";

interface Sold {
  sku: string;
  offerId: string;
  name: string;
  price: string;
}

const listRequest = z.object({
  offer_id: z.array(z.string()).nullish(),
  sku: z.array(z.union([z.string(), z.number()])).nullish(),
  product_id: z.array(z.union([z.string(), z.number()])).nullish(),
});

const listProducts: Method = (call) => {
  const request = readBody(call, listRequest, "GetProductInfoListRequest");
  const asked = [request.offer_id ?? [], request.sku ?? [], request.product_id ?? []];
  const count = asked.reduce((sum, ids) => sum + ids.length, 0);
  if (count === 0) throw invalid("use either offer_id or product_id or sku");
  if (count > 1000) throw invalid("too many items in request");
  const [offers, skus, ids] = asked.map((values) => new Set(values.map(String)));
  const found = soldBy(call.account).filter(
    (one) => offers?.has(one.offerId) || skus?.has(one.sku) || ids?.has(productIdOf(one).toString()),
  );
  return { items: found.map((one) => toItem(one, call.nowMs)) };
};

/** What the shop of these conversations sells, and what its orders hold besides. */
function soldBy(account: Account): Sold[] {
  const sold = new Map<string, Sold>(shopOf(account.name).products.map((one) => [one.offerId, one]));
  for (const { sku, offerId, productName: name, price, more = [] } of account.orders.values())
    for (const one of [{ sku, offerId, name, price }, ...more])
      if (!sold.has(one.offerId)) sold.set(one.offerId, one);
  return [...sold.values()];
}

function productIdOf({ sku }: Sold): bigint {
  return BigInt(sku) + 100_000_000n;
}

function toItem(one: Sold, nowMs: number): Record<string, WireValue> {
  const kind = kindOf(one);
  const made = new Date(nowMs - 200 * 86_400_000).toISOString();
  return {
    id: productIdOf(one),
    name: one.name,
    offer_id: one.offerId,
    sku: BigInt(one.sku),
    description_category_id: kind.id,
    type_id: kind.typeId,
    price: one.price,
    old_price: "",
    min_price: one.price,
    currency_code: "RUB",
    vat: "0.20",
    barcodes: [`OZN${one.sku}`],
    images: [],
    primary_image: [`https://cdn1.ozone.ru/s3/multimedia-1/${one.sku}.jpg`],
    is_archived: false,
    is_autoarchived: false,
    is_discounted: false,
    volume_weight: 1.2,
    created_at: made,
    updated_at: made,
    statuses: {
      status: "price_sent",
      is_created: true,
      moderate_status: "approved",
      status_name: "Продается",
    },
    stocks: { has_stock: true, stocks: [{ sku: BigInt(one.sku), source: "fbs", present: 12, reserved: 1 }] },
  };
}

interface Kind {
  readonly id: number;
  readonly typeId: number;
  readonly name: string;
  /** How articles of this kind begin. */
  readonly marks: readonly string[];
}

const kind = (id: number, name: string, ...marks: string[]): Kind => ({
  id,
  typeId: id + 70_000_000,
  name,
  marks,
});

const FIRST = kind(17027904, "Пледы и покрывала", "PLED");
const HOME = [
  FIRST,
  kind(17027905, "Постельное бельё", "BEL"),
  kind(17027906, "Подушки", "POD"),
  kind(17027907, "Полотенца", "TOW"),
  kind(17027908, "Шторы и карнизы", "SHT"),
  kind(17027909, "Ковры и коврики", "KOVR"),
  kind(17027910, "Светильники", "LAMP"),
  kind(17027911, "Стеллажи и полки", "STEL"),
];
const KITCHEN = [
  kind(17028921, "Сковороды", "SKOV"),
  kind(17028922, "Чашки и кружки", "CUP"),
  kind(17028923, "Чайники электрические", "TEA"),
];
const SHOES = [
  kind(17029931, "Кроссовки", "RUN", "CITY", "TRAIL", "SUEDE"),
  kind(17029932, "Кеды", "KED"),
  kind(17029933, "Обувь детская", "KIDS"),
];
const BRANCHES: readonly (readonly [id: number, name: string, kinds: readonly Kind[]])[] = [
  [17027491, "Дом и сад", HOME],
  [17027492, "Посуда и кухня", KITCHEN],
  [17027493, "Обувь", SHOES],
];
const KINDS = BRANCHES.flatMap(([, , kinds]) => kinds);
/** Articles of no shop here are of some kind by their number, always the same. */
function kindOf({ offerId, sku }: Sold): Kind {
  const named = KINDS.find(({ marks }) => marks.some((mark) => offerId.startsWith(`${mark}-`)));
  return named ?? KINDS[Number(BigInt(sku) % BigInt(KINDS.length))] ?? FIRST;
}

const treeRequest = z.object({ language: z.enum(["DEFAULT", "RU", "EN", "TR", "ZH_HANS"]).nullish() });

/** Branches, in them categories, in these the types of products, which have no category number of their own. */
const tellTree: Method = (call) => {
  readBody(call, treeRequest, "GetTreeRequest");
  return {
    result: BRANCHES.map(([id, name, kinds]) => ({
      description_category_id: id,
      category_name: name,
      disabled: false,
      children: kinds.map((one) => ({
        description_category_id: one.id,
        category_name: one.name,
        disabled: false,
        children: [{ type_id: one.typeId, type_name: one.name, disabled: false, children: [] }],
      })),
    })),
  };
};

export const v3ProductMethods: Record<string, Method> = {
  "/v3/product/info/list": listProducts,
  "/v1/description-category/tree": tellTree,
};
