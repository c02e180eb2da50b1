import { accountOf, type ControlCall, type Routes, Unknown } from "./control-call";
import {
  newProductsBody,
  productChange,
  type SandboxProduct,
  type SandboxStock,
  stockChange,
} from "./control-market-protocol";
import { catalogueOf, findProduct, marketOf } from "./market/catalogue";
import { makeMore, makeProduct } from "./market/make-products";
import type { MarketProduct, MarketWarehouse, StockRow } from "./market/market-model";
import { putStock } from "./market/set-stocks";
import { createRandom } from "./random";

/** Products and stocks: read to compare with, and changed as in the marketplace's cabinet. */
export const marketRoutes: Routes = [
  ["GET /_sandbox/accounts/:id/products", listProducts],
  ["POST /_sandbox/accounts/:id/products", addProducts],
  ["PATCH /_sandbox/accounts/:id/products/:offer", changeProduct],
  ["GET /_sandbox/accounts/:id/stocks", listStocks],
  ["PUT /_sandbox/accounts/:id/stocks", changeStock],
];

function listProducts(call: ControlCall): { items: SandboxProduct[] } {
  return { items: catalogueOf(accountOf(call, call.ids[0])).map(tellProduct) };
}

function addProducts(call: ControlCall): { items: SandboxProduct[] } {
  const account = accountOf(call, call.ids[0]);
  const input = newProductsBody.parse(call.json);
  const market = marketOf(account);
  const nowMs = Date.now();
  const named = (input.products ?? []).map(({ offer_id: offerId, ...product }) => {
    if (findProduct(account, offerId) !== undefined) throw new Error(`${offerId} is there already`);
    return makeProduct({ ...product, offerId }, createRandom(offerId.length), nowMs);
  });
  market.products.push(...named);
  const made = makeMore(account, input.count ?? 0, nowMs);
  market.products.push(...made);
  call.parts.world.revision += 1;
  return { items: [...named, ...made].map(tellProduct) };
}

function changeProduct(call: ControlCall): SandboxProduct {
  const account = accountOf(call, call.ids[0]);
  const product = findProduct(account, call.ids[1] ?? "");
  if (product === undefined) throw new Unknown(`no product ${call.ids[1]}`);
  const change = productChange.parse(call.json);
  product.name = change.name ?? product.name;
  product.price = change.price ?? product.price;
  product.oldPrice = change.old_price ?? product.oldPrice;
  product.minPrice = change.min_price ?? product.minPrice;
  product.isArchived = change.is_archived ?? product.isArchived;
  product.updatedMs = Date.now();
  call.parts.world.revision += 1;
  if (change.quiet !== true)
    call.parts.world.announceMarket({ kind: "product_changed", account, product, isError: false });
  return tellProduct(product);
}

function listStocks(call: ControlCall): { items: SandboxStock[] } {
  const { stocks, warehouses } = marketOf(accountOf(call, call.ids[0]));
  const byId = new Map(warehouses.map((place) => [place.warehouseId, place]));
  return { items: stocks.map((row) => tellStock(row, byId.get(row.warehouseId))) };
}

function changeStock(call: ControlCall): SandboxStock {
  const account = accountOf(call, call.ids[0]);
  const { offer_id, warehouse_id, present, reserved, quiet } = stockChange.parse(call.json);
  const market = marketOf(account);
  const place = market.warehouses.find(({ warehouseId }) => warehouseId === warehouse_id);
  if (place === undefined) throw new Unknown(`no warehouse ${warehouse_id}`);
  if (findProduct(account, offer_id) === undefined) throw new Unknown(`no product ${offer_id}`);
  putStock(market, offer_id, place, { present });
  const row = market.stocks.find((one) => one.offerId === offer_id && one.warehouseId === warehouse_id);
  if (row === undefined) throw new Error("the row was not made");
  if (reserved !== undefined) Object.assign(row, { reserved, present: Math.max(present, reserved) });
  call.parts.world.revision += 1;
  if (quiet !== true && place.kind === "own")
    call.parts.world.announceMarket({ kind: "stocks_changed", account, offerIds: [offer_id] });
  return tellStock(row, place);
}

function tellProduct(product: MarketProduct): SandboxProduct {
  return {
    product_id: product.productId,
    offer_id: product.offerId,
    sku: product.sku,
    name: product.name,
    price: product.price,
    old_price: product.oldPrice,
    min_price: product.minPrice,
    is_archived: product.isArchived,
    barcodes: product.barcodes,
    pictures: product.pictures,
    problems: product.problems.length,
  };
}

function tellStock(row: StockRow, place: MarketWarehouse | undefined): SandboxStock {
  const { offerId, warehouseId, scheme, present, reserved, promised } = row;
  return {
    offer_id: offerId,
    warehouse_id: warehouseId,
    warehouse_name: place?.name ?? "",
    ...{ scheme, present, reserved, promised },
  };
}
