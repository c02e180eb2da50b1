import { z } from "zod";
import { decimalText } from "./decimal";
import {
  externalId,
  inResult,
  items,
  maybeCount,
  maybeFlag,
  maybeId,
  maybeInstant,
  maybeText,
  toCleanText,
  toExternalId,
  whatever,
} from "./schemas";

/* What Ozon answers about products, read leniently (see schemas.ts). */

/** A list that may be missing; what is no list is an empty one. */
const maybeItems = items
  .nullish()
  .transform((list) => list ?? [])
  .catch([]);
/** Texts of a list, or one text in place of it. */
const texts = whatever.transform((value) =>
  (Array.isArray(value) ? value : [value]).flatMap((one: unknown) =>
    typeof one === "string" && one.trim() !== "" ? [toCleanText(one)] : [],
  ),
);
const ids = whatever.transform((value) =>
  (Array.isArray(value) ? value : []).flatMap((one: unknown) => toExternalId(one) ?? []),
);
/** Longer than Ozon's 50 by far, and short enough for a key: one odd article must not lose the page. */
const article = z.string().min(1).max(500).transform(toCleanText);
/** A figure that is no money: a rating, a share. */
const maybeFigure = whatever.transform((value) => {
  const figure = typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  return typeof figure === "number" && Number.isFinite(figure) ? figure : null;
});
/** Of a card, 0-100. */
const maybeRating = maybeFigure.transform((figure) =>
  figure === null || figure < 0 || figure > 100 ? null : figure,
);

/** `/v3/product/list`: only who they are; what they are is asked for next. */
export const productListPage = inResult(z.object({ items, total: maybeCount, last_id: maybeText }));
export const listedProduct = z.object({
  product_id: maybeId,
  offer_id: article,
  archived: maybeFlag,
  is_discounted: maybeFlag,
});
export type ListedProduct = z.output<typeof listedProduct>;

/** `/v3/product/info/list`: at the top or under `result`. */
export const productPage = inResult(z.object({ items }));

const statuses = z.object({ status: maybeText, status_name: maybeText }).nullish().catch(null);

export const product = z.object({
  id: maybeId,
  offer_id: article,
  sku: maybeId,
  sources: maybeItems,
  name: maybeText,
  description_category_id: maybeId,
  type_id: maybeId,
  model_info: z.object({ model_id: maybeId }).nullish().catch(null),
  primary_image: texts,
  images: texts,
  barcodes: texts,
  price: decimalText,
  old_price: decimalText,
  min_price: decimalText,
  currency_code: maybeText,
  vat: maybeText,
  statuses,
  errors: maybeItems,
  is_archived: maybeFlag,
  is_autoarchived: maybeFlag,
  is_discounted: maybeFlag,
});
export type Product = z.output<typeof product>;

export const productSource = z.object({ sku: maybeId });

export const productProblem = z.object({
  code: maybeText,
  level: maybeText,
  texts: z
    .object({ message: maybeText, short_description: maybeText, description: maybeText })
    .nullish()
    .catch(null),
});

/** `/v5/product/info/prices`. */
export const pricePage = inResult(z.object({ items, cursor: maybeText }));
export const pricedProduct = z.object({
  offer_id: article,
  price: z
    .object({
      price: decimalText,
      old_price: decimalText,
      min_price: decimalText,
      currency_code: maybeText,
    })
    .nullish()
    .catch(null),
});

/** `/v4/product/info/attributes`. */
export const attributePage = z.object({ result: items, last_id: maybeText });
export const describedProduct = z.object({
  offer_id: article,
  attributes: maybeItems,
  complex_attributes: maybeItems,
});
export const attribute = z.object({ id: externalId, complex_id: maybeId, values: maybeItems });
/** Complex attributes come one by one, or in groups of these. */
export const attributeGroup = z.object({ attributes: items });
export const attributeValue = z.object({
  value: maybeText,
  dictionary_value_id: maybeId,
  dictionaryValueId: maybeId,
});

/** `/v1/product/info/description`. */
export const productText = inResult(z.object({ description: maybeText }));

/** `/v1/product/rating-by-sku`. */
export const ratingPage = z.object({ products: items });
export const ratedProduct = z.object({ sku: externalId, rating: maybeRating, groups: maybeItems });
export const ratingGroup = z.object({
  name: maybeText,
  rating: maybeFigure,
  improve_attributes: maybeItems,
  conditions: maybeItems,
});
export const namedAttribute = z.object({ name: maybeText });
export const ratingCondition = z.object({ description: maybeText, fulfilled: maybeFlag });

/** `/v1/product/info/subscription`. */
export const subscriptionPage = z.object({ result: items });
export const subscription = z.object({ sku: externalId, count: maybeCount });

/** `/v1/product/related-sku/get`. */
export const relatedPage = z.object({ items });
export const relatedSku = z.object({
  sku: externalId,
  product_id: maybeId,
  availability: maybeText,
});

/** A limit: -1 stands for none. */
const limitOf = z
  .object({ limit: maybeFigure, usage: maybeCount, reset_at: maybeInstant })
  .nullish()
  .catch(null);
/** `/v4/product/info/limit`. */
export const productLimits = inResult(
  z.object({ total: limitOf, daily_create: limitOf, daily_update: limitOf }),
);

/** `/v1/description-category/tree`: a forest of unknown depth, read node by node. */
export const categoryTree = z.object({ result: items });
export const category = z.object({
  description_category_id: maybeId,
  category_name: maybeText,
  type_id: maybeId,
  type_name: maybeText,
  disabled: maybeFlag,
  children: maybeItems,
});

/** `/v1/description-category/attribute`. */
export const attributeList = z.object({ result: items });
export const categoryAttribute = z.object({
  id: externalId,
  name: maybeText,
  description: maybeText,
  group_name: maybeText,
  is_required: maybeFlag,
  is_collection: maybeFlag,
  type: maybeText,
  dictionary_id: maybeId,
});

/** `/v1/description-category/attribute/values` and `.../search`. */
export const valuePage = z.object({ result: items, has_next: maybeFlag });
export const dictionaryValue = z.object({ id: externalId, value: maybeText, info: maybeText });

/** `/v1/product/import/prices`. */
export const changedPage = z.object({ result: items });
export const changedProduct = z.object({
  offer_id: maybeText,
  product_id: maybeId,
  updated: maybeFlag,
  errors: maybeItems,
});
export const theirError = z.object({ code: maybeText, message: maybeText, description: maybeText });

/** `/v1/product/archive`, `/v1/product/unarchive`. */
export const archived = z.object({ result: maybeFlag });

/** `/v2/products/delete`. */
export const deletedPage = z.object({ status: items });
export const deletedProduct = z.object({ offer_id: article, is_deleted: maybeFlag, error: maybeText });

/** `/v1/product/pictures/import`. */
export const picturesTaken = inResult(z.object({ pictures: maybeItems }));
export const takenPicture = z.object({ state: maybeText, url: maybeText });

/** `/v2/product/pictures/info`. */
export const picturePage = z.object({ items });
export const picturedProduct = z.object({
  product_id: maybeId,
  primary_photo: texts,
  photo: texts,
  errors: maybeItems,
});
export const pictureError = z.object({ message: maybeText, url: maybeText });

/** `/v1/product/attributes/update`, `/v1/product/import-by-sku`. */
export const startedTask = inResult(z.object({ task_id: externalId, unmatched_sku_list: ids }));

/** `/v1/product/import/info`. */
export const taskPage = inResult(z.object({ items }));
export const taskItem = z.object({ offer_id: article, status: maybeText, errors: maybeItems });

/** `/v1/barcode/add`, `/v1/barcode/generate`: only what went wrong is told. */
export const barcodeErrors = z.object({ errors: maybeItems });
export const barcodeError = z.object({
  code: maybeText,
  error: maybeText,
  barcode: maybeText,
  sku: maybeId,
  product_id: maybeId,
});
