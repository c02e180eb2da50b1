import { toMillisText } from "../instants";
import type { WireValue } from "../wire-json";
import type { MarketEvent } from "../world";
import { findProduct, marketOf, skuFor } from "./catalogue";

/** Production's push of something about products or stocks (research 3.7). */
export function marketPush(event: MarketEvent): { readonly [key: string]: WireValue } {
  const { account } = event;
  const seller_id = /^\d+$/.test(account.clientId) ? BigInt(account.clientId) : account.clientId;
  if (event.kind === "product_changed") {
    const { offerId, productId, updatedMs } = event.product;
    return {
      message_type: "TYPE_CREATE_OR_UPDATE_ITEM",
      offer_id: offerId,
      product_id: BigInt(productId),
      is_error: event.isError,
      changed_at: toMillisText(updatedMs * 1000),
      seller_id,
    };
  }
  return { message_type: "TYPE_STOCKS_CHANGED", items: event.offerIds.flatMap(tellStocks), seller_id };

  function tellStocks(offerId: string): WireValue[] {
    const product = findProduct(account, offerId);
    const rows = marketOf(account).stocks.filter((row) => row.offerId === offerId && row.scheme !== "fbo");
    if (product === undefined || rows.length === 0) return [];
    const updatedMs = Math.max(...rows.map((row) => row.updatedMs));
    return [
      {
        product_id: BigInt(product.productId),
        sku: BigInt(skuFor(product, "fbs") || 0),
        updated_at: toMillisText(updatedMs * 1000),
        stocks: rows.map(({ warehouseId, present, reserved }) => ({
          warehouse_id: BigInt(warehouseId),
          present,
          reserved,
        })),
      },
    ];
  }
}
