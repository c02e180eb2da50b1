import type { ActionHandler } from "@/lib/actions/handler";
import { assembleHandler, cancelHandler, handOverHandler } from "@/lib/orders/action-handlers";
import {
  archiveHandler,
  attributesHandler,
  barcodesHandler,
  deleteHandler,
  importHandler,
  picturesHandler,
  pricesHandler,
  unarchiveHandler,
} from "@/lib/products/action-handlers";
import { returnHandler } from "@/lib/returns/action-handlers";
import { stocksHandler } from "@/lib/stocks/action-handlers";
import type { ActionKind } from "@/lib/wire/actions";

/** How each kind of change at a marketplace is carried out; one without a handler does not compile. */
const handlers: Readonly<Record<ActionKind, ActionHandler>> = {
  assemble_orders: assembleHandler,
  hand_over_orders: handOverHandler,
  cancel_orders: cancelHandler,
  update_prices: pricesHandler,
  update_stocks: stocksHandler,
  archive_products: archiveHandler,
  unarchive_products: unarchiveHandler,
  delete_products: deleteHandler,
  update_pictures: picturesHandler,
  update_attributes: attributesHandler,
  add_barcodes: barcodesHandler,
  import_by_sku: importHandler,
  decide_return: returnHandler,
};

const byKind = new Map<string, ActionHandler>(Object.entries(handlers));

/** Null: this version does not know it. */
export function actionHandlerOf(kind: string): ActionHandler | null {
  return byKind.get(kind) ?? null;
}
