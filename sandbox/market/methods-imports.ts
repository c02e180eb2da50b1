import { z } from "zod";
import type { Method } from "../api-method";
import type { Account } from "../model";
import { createRandom } from "../random";
import { GRPC, Refusal } from "../refusal";
import { type ApiCall, inRange, readBody } from "../request-fields";
import { findProduct, marketOf } from "./catalogue";
import { ATTRIBUTE, attributesOf, findKind, type Kind, kindOf, valuesOf } from "./categories";
import { makeProduct } from "./make-products";
import type { MarketAttribute, MarketProduct, MarketTask } from "./market-model";
import { idField } from "./product-selection";
import { failure, findTask, startTask, type Work } from "./tasks";

const attributeField = z.object({
  id: z.number().int(),
  complex_id: z.number().int().nullish(),
  values: z
    .array(z.object({ dictionary_value_id: z.number().int().nullish(), value: z.string().nullish() }))
    .nullish(),
});
const text = z.string().nullish();
const size = z.number().int().nullish();

const importRequest = z.object({
  items: z
    .array(
      z.object({
        offer_id: z.string(),
        name: text,
        description_category_id: z.number().int(),
        type_id: z.number().int(),
        price: z.string(),
        old_price: text,
        vat: text,
        currency_code: text,
        barcode: text,
        primary_image: text,
        images: z.array(z.string()).nullish(),
        attributes: z.array(attributeField).nullish(),
        ...{ depth: size, width: size, height: size, weight: size },
      }),
    )
    .min(1, inRange(0, 100))
    .max(100, inRange(0, 100)),
});
type ImportItem = z.output<typeof importRequest>["items"][number];

const importProducts: Method = (call, around) => {
  const { items } = readBody(call, importRequest, "ImportProductsRequest");
  const work = items.map((item): Work => {
    const errors = faultsOf(item);
    return { offerId: item.offer_id, errors, carryOut: () => putProduct(call, item) };
  });
  return { result: { task_id: startTask(around.world, call.account, work) } };
};

function faultsOf(item: ImportItem): Work["errors"] {
  const kind = findKind(item.description_category_id, item.type_id);
  if (kind === undefined) {
    return [failure("category_not_found", "Такой пары категории и типа нет", null, "type_id")];
  }
  const errors: Work["errors"] = [];
  if (!(Number(item.price) > 0)) errors.push(failure("PRICE_EMPTY", "Укажите цену", null, "price"));
  if (!item.name) errors.push(failure("NAME_EMPTY", "Укажите название", null, "name"));
  for (const side of ["depth", "width", "height", "weight"] as const)
    if (!item[side]) errors.push(failure("DIMENSIONS_EMPTY", "Укажите размеры и вес упаковки", null, side));
  if (!item.primary_image && (item.images ?? []).length === 0)
    errors.push(failure("IMAGES_EMPTY", "Добавьте хотя бы одно изображение", null, "images"));
  const given = toAttributes(item.attributes ?? []);
  for (const required of attributesOf(kind).filter((one) => one.isRequired))
    if (!given.some(({ id, values }) => id === required.id && values.length > 0))
      errors.push(failure("error_attribute_values_empty", "Заполните обязательную характеристику", required));
  return [...errors, ...faultsOfAttributes(kind, given)];
}

function toAttributes(given: readonly z.output<typeof attributeField>[]): MarketAttribute[] {
  return given.map(({ id, values }) => ({
    id,
    values: (values ?? []).map((one) => ({
      dictionaryValueId: one.dictionary_value_id ?? 0,
      value: one.value ?? "",
    })),
  }));
}

/** An attribute the kind has not, or a word its dictionary has not. */
function faultsOfAttributes(kind: Kind, given: readonly MarketAttribute[]): Work["errors"] {
  return given.flatMap(({ id, values }) => {
    const attribute = attributesOf(kind).find((one) => one.id === id);
    if (attribute === undefined)
      return [failure("attribute_not_found", "Такой характеристики у этого типа нет", { id, name: "" })];
    if (attribute.isRequired && values.length === 0)
      return [failure("error_attribute_values_empty", "Заполните обязательную характеристику", attribute)];
    if (attribute.dictionaryId === 0) return [];
    const words = valuesOf(attribute.dictionaryId);
    const unknown = values.find(
      (one) => !words.some((word) => word.id === one.dictionaryValueId || word.value === one.value),
    );
    if (unknown === undefined) return [];
    const name = unknown.value || String(unknown.dictionaryValueId);
    return [
      failure("error_attribute_values_out_of_range", `Значения «${name}» нет в справочнике`, attribute),
    ];
  });
}

/** Attributes as they are kept: with the word and its number, whichever of the two was told. */
function fillIn(kind: Kind, given: readonly MarketAttribute[]): MarketAttribute[] {
  return given.map(({ id, values }) => {
    const words = valuesOf(attributesOf(kind).find((one) => one.id === id)?.dictionaryId ?? 0);
    return {
      id,
      values: values.map((one) => {
        const word = words.find(
          ({ id: number, value }) => number === one.dictionaryValueId || value === one.value,
        );
        return word === undefined ? one : { dictionaryValueId: word.id, value: word.value };
      }),
    };
  });
}

function putProduct(call: ApiCall, item: ImportItem): MarketProduct {
  const product = findProduct(call.account, item.offer_id) ?? addProduct(call.account, item.offer_id);
  const kind = findKind(item.description_category_id, item.type_id) ?? kindOf(product);
  const pictures = [item.primary_image ?? "", ...(item.images ?? [])].filter((one) => one !== "");
  product.name = item.name ?? product.name;
  product.price = item.price;
  product.oldPrice = item.old_price ?? "";
  product.vat = item.vat || product.vat;
  if (item.barcode && !product.barcodes.includes(item.barcode)) product.barcodes.push(item.barcode);
  product.categoryId = kind.id;
  product.typeId = kind.typeId;
  product.pictures = [...new Set(pictures)].map((one) => withoutBase(one, call.baseUrl));
  product.attributes = fillIn(kind, toAttributes(item.attributes ?? []));
  const about = product.attributes.find(({ id }) => id === ATTRIBUTE.description);
  product.description = about?.values[0]?.value ?? product.description;
  product.sizeMm = [item.depth ?? 10, item.width ?? 10, item.height ?? 10];
  product.weightG = item.weight ?? product.weightG;
  product.problems = [];
  return product;
}

/** Addresses of the sandbox's own pictures are kept as paths: the next start has another port. */
export function withoutBase(address: string, baseUrl: string): string {
  return address.startsWith(`${baseUrl}/`) ? address.slice(baseUrl.length) : address;
}

/** A new article with numbers of its own. */
export function addProduct(account: Account, offerId: string): MarketProduct {
  const market = marketOf(account);
  const sku = String(2_900_000_017n + BigInt(market.products.length + market.createdToday) * 7n);
  const product = makeProduct(
    { sku, offerId, name: offerId, price: "0.00" },
    createRandom(Number(sku)),
    Date.now(),
  );
  Object.assign(product, {
    oldPrice: "",
    minPrice: "",
    createdMs: Date.now(),
    attributes: [],
    subscribers: 0,
  });
  market.products.push(product);
  market.createdToday += 1;
  return product;
}

const copyRequest = z.object({
  items: z
    .array(
      z.object({
        sku: idField,
        offer_id: z.string(),
        name: text,
        price: z.string(),
        old_price: text,
        vat: text,
        currency_code: text,
      }),
    )
    .min(1, inRange(0, 1000))
    .max(1000, inRange(0, 1000)),
});

/** Copies the card of another seller. Here cards whose number ends on 00 do not exist, and those on 13 are not to be copied. */
const importBySku: Method = (call, around) => {
  const { items } = readBody(call, copyRequest, "ImportProductsBySKURequest");
  const { products } = marketOf(call.account);
  const isUnmatched = (sku: string) => sku.endsWith("00") || products.some((one) => one.sku === sku);
  const work = items
    .filter(({ sku }) => !isUnmatched(sku))
    .map(({ sku, offer_id, name, price, old_price, vat }): Work => {
      const errors = [];
      if (findProduct(call.account, offer_id) !== undefined)
        errors.push(
          failure("offer_id_exists", "Товар с таким артикулом уже есть, обновить его по SKU нельзя"),
        );
      if (sku.endsWith("13"))
        errors.push(failure("copy_forbidden", "Продавец запретил копировать свои товары"));
      if (!(Number(price) > 0)) errors.push(failure("PRICE_EMPTY", "Укажите цену", null, "price"));
      const carryOut = () => {
        const product = addProduct(call.account, offer_id);
        product.name = name || `Товар ${sku}`;
        Object.assign(product, { price, oldPrice: old_price ?? "", vat: vat || product.vat });
        return product;
      };
      return { offerId: offer_id, errors, carryOut };
    });
  const unmatched_sku_list = items.filter(({ sku }) => isUnmatched(sku)).map(({ sku }) => BigInt(sku));
  return { result: { task_id: startTask(around.world, call.account, work), unmatched_sku_list } };
};

const updateRequest = z.object({
  items: z
    .array(z.object({ offer_id: z.string(), attributes: z.array(attributeField) }))
    .min(1, inRange(0, 100))
    .max(100, inRange(0, 100)),
});

const updateAttributes: Method = (call, around) => {
  const { items } = readBody(call, updateRequest, "ProductUpdateAttributesRequest");
  const work = items.map(({ offer_id, attributes }): Work => {
    const product = findProduct(call.account, offer_id);
    const given = toAttributes(attributes);
    if (product === undefined) {
      const errors = [failure("offer_id_not_found", "Товара с таким артикулом нет", null, "offer_id")];
      return { offerId: offer_id, errors, carryOut: () => null };
    }
    const kind = findKind(product.categoryId, product.typeId) ?? kindOf(product);
    const carryOut = () => {
      const others = product.attributes.filter((one) => !given.some(({ id }) => id === one.id));
      product.attributes = [...others, ...fillIn(kind, given).filter(({ values }) => values.length > 0)];
      const about = given.find(({ id }) => id === ATTRIBUTE.description)?.values[0];
      if (about !== undefined) product.description = about.value;
      marketOf(call.account).updatedToday += 1;
      return product;
    };
    return { offerId: offer_id, errors: faultsOfAttributes(kind, given), carryOut };
  });
  return { task_id: startTask(around.world, call.account, work) };
};

const taskRequest = z.object({ task_id: idField });

const tellTask: Method = (call) => {
  const { task_id } = readBody(call, taskRequest, "GetImportProductsInfoRequest");
  const task = findTask(call.account, task_id, call.nowMs);
  if (task === undefined) throw new Refusal(404, GRPC.notFound, "Task not found");
  return {
    result: { items: task.items.map((item) => tellItem(item, task.isDone)), total: task.items.length },
  };
};

function tellItem({ offerId, productId, errors }: MarketTask["items"][number], isDone: boolean) {
  return {
    offer_id: offerId,
    product_id: BigInt(productId),
    status: isDone ? (errors.length > 0 ? "failed" : "imported") : "pending",
    errors: (isDone ? errors : []).map((one) => ({
      ...{ code: one.code, message: one.message, description: one.message, field: one.field },
      ...{ attribute_id: one.attributeId, attribute_name: one.attributeName, level: "error", state: "" },
    })),
  };
}

export const importMethods: Record<string, Method> = {
  "/v3/product/import": importProducts,
  "/v1/product/import-by-sku": importBySku,
  "/v1/product/attributes/update": updateAttributes,
  "/v1/product/import/info": tellTask,
};
