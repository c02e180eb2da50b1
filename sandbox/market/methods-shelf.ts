import { z } from "zod";
import type { Method, Surroundings } from "../api-method";
import { GRPC, invalid, Refusal } from "../refusal";
import { type ApiCall, inRange, readBody } from "../request-fields";
import { catalogueOf, findBySku, findProduct, marketOf } from "./catalogue";
import type { MarketProduct } from "./market-model";
import { withoutBase } from "./methods-imports";
import { idField } from "./product-selection";
import { addressesOf } from "./tell-product";

const hundred = <Item extends z.ZodType>(item: Item) =>
  z.array(item).min(1, inRange(0, 100)).max(100, inRange(0, 100));

function ring({ account }: ApiCall, { world }: Surroundings, product: MarketProduct, isError = false): void {
  product.updatedMs = Date.now();
  world.announceMarket({ kind: "product_changed", account, product, isError });
}

const putAwayRequest = z.object({ product_id: hundred(idField) });

/** All of them or none: one number that nobody knows refuses the whole request. */
function setArchived(isArchived: boolean): Method {
  return (call, around) => {
    const { product_id } = readBody(call, putAwayRequest, "ProductArchiveRequest");
    const products = product_id.map((id) => catalogueOf(call.account).find((one) => one.productId === id));
    const found = products.filter((product) => product !== undefined);
    if (found.length < products.length) throw new Refusal(404, GRPC.notFound, "Product not found");
    for (const product of found) {
      product.isArchived = isArchived;
      product.isAutoArchived = false;
      ring(call, around, product);
    }
    return { result: true };
  };
}

const deleteRequest = z.object({
  products: z
    .array(z.object({ offer_id: z.string() }))
    .min(1, inRange(0, 500))
    .max(500, inRange(0, 500)),
});

const deleteProducts: Method = (call, around) => {
  const { products } = readBody(call, deleteRequest, "DeleteProductsRequest");
  const market = marketOf(call.account);
  const status = products.map(({ offer_id }) => {
    const error = whyKept(findProduct(call.account, offer_id));
    if (error === "") {
      market.products = market.products.filter(({ offerId }) => offerId !== offer_id);
      market.stocks = market.stocks.filter(({ offerId }) => offerId !== offer_id);
    }
    return { offer_id, is_deleted: error === "", error };
  });
  around.world.revision += 1;
  return { status };
};

function whyKept(product: MarketProduct | undefined): string {
  if (product === undefined) return "offer_id not found";
  if (product.sku !== "") return "product has sku and cannot be deleted";
  return product.isArchived ? "" : "product is not in archive";
}

const picturesRequest = z.object({
  product_id: idField,
  images: z.array(z.string()).nullish(),
  images360: z.array(z.string()).nullish(),
  color_image: z.string().nullish(),
});

/** Takes the whole list; what is no JPG or PNG at an https address fails, and `pictures/info` says so. */
const importPictures: Method = (call, around) => {
  const request = readBody(call, picturesRequest, "ProductImportPicturesRequest");
  const { account } = call;
  const product = catalogueOf(account).find((one) => one.productId === request.product_id);
  if (product === undefined) throw new Refusal(404, GRPC.notFound, "Product not found");
  const images = request.images ?? [];
  if (images.length > 30) throw invalid("images: not more than 30 images are allowed");
  const taken = images.filter((url) => isPicture(url, call.baseUrl));
  const wrong = images.filter((url) => !taken.includes(url));
  const message = "Не удалось загрузить изображение: нужен JPG или PNG по ссылке https";
  marketOf(account).pictureErrors.set(
    product.productId,
    wrong.map((url) => ({ url, message })),
  );
  if (taken.length > 0) product.pictures = taken.map((url) => withoutBase(url, call.baseUrl));
  ring(call, around, product, wrong.length > 0);
  return {
    result: {
      pictures: images.map((url, index) => ({
        ...{ url, product_id: BigInt(product.productId), state: wrong.includes(url) ? "failed" : "imported" },
        ...{ is_primary: index === 0, is_360: false, is_color: false },
      })),
    },
  };
};

function isPicture(url: string, baseUrl: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, pathname } = new URL(url);
  const isReachable = protocol === "https:" || url.startsWith(`${baseUrl}/`);
  return isReachable && /\.(jpe?g|png)$/i.test(pathname);
}

const pictureInfoRequest = z.object({ product_id: z.array(idField).min(1).max(1000) });

const tellPictures: Method = (call) => {
  const { product_id } = readBody(call, pictureInfoRequest, "ProductPicturesInfoV2Request");
  const { products, pictureErrors } = marketOf(call.account);
  const items = products
    .filter(({ productId }) => product_id.includes(productId))
    .map((product) => {
      const [primary, ...photo] = addressesOf(product, call.baseUrl);
      return {
        product_id: BigInt(product.productId),
        primary_photo: primary === undefined ? [] : [primary],
        ...{ photo, color_photo: [], photo_360: [] },
        errors: pictureErrors.get(product.productId) ?? [],
      };
    });
  return { items };
};

const addRequest = z.object({ barcodes: hundred(z.object({ sku: idField, barcode: z.string() })) });

const addBarcodes: Method = (call, around) => {
  const { barcodes } = readBody(call, addRequest, "AddBarcodeRequest");
  const errors = barcodes.flatMap(({ sku, barcode }) => {
    const product = findBySku(call.account, sku);
    const [code, error] = product === undefined ? NO_SKU : faultOf(call, product, barcode);
    if (product !== undefined && code === "") {
      product.barcodes.push(barcode);
      ring(call, around, product);
    }
    return code === "" ? [] : [{ code, error, barcode, sku: BigInt(sku) }];
  });
  return { errors };
};

const NO_SKU = ["SKU_NOT_FOUND", "sku not found"] as const;

function faultOf(call: ApiCall, product: MarketProduct, barcode: string): readonly [string, string] {
  if (!/^(\d{8}|\d{12,14}|OZN\d+)$/.test(barcode)) return ["INVALID_BARCODE", "barcode has a wrong format"];
  const owner = catalogueOf(call.account).find(({ barcodes }) => barcodes.includes(barcode));
  if (owner !== undefined && owner !== product)
    return ["BARCODE_EXISTS", "barcode belongs to another product"];
  if (owner !== undefined) return ["BARCODE_EXISTS", "product already has this barcode"];
  return product.barcodes.length >= 100 ? ["BARCODE_LIMIT", "product has 100 barcodes already"] : ["", ""];
}

const generateRequest = z.object({ product_ids: hundred(idField) });

const generateBarcodes: Method = (call, around) => {
  const { product_ids } = readBody(call, generateRequest, "GenerateBarcodeRequest");
  const errors = product_ids.flatMap((id) => {
    const product = catalogueOf(call.account).find(({ productId }) => productId === id);
    const place = { barcode: "", product_id: BigInt(id) };
    if (product === undefined) return [{ ...place, code: "PRODUCT_NOT_FOUND", error: "product not found" }];
    if (product.sku === "") return [{ ...place, code: "SKU_NOT_FOUND", error: "product has no sku yet" }];
    if (product.barcodes.length > 0)
      return [{ ...place, code: "BARCODE_EXISTS", error: "product already has a barcode" }];
    product.barcodes.push(`OZN${product.sku}`);
    ring(call, around, product);
    return [];
  });
  return { errors };
};

export const shelfMethods: Record<string, Method> = {
  "/v1/product/archive": setArchived(true),
  "/v1/product/unarchive": setArchived(false),
  "/v2/products/delete": deleteProducts,
  "/v1/product/pictures/import": importPictures,
  "/v2/product/pictures/info": tellPictures,
  "/v1/barcode/add": addBarcodes,
  "/v1/barcode/generate": generateBarcodes,
};
