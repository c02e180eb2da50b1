import type { ActionHandler } from "@/lib/actions/handler";
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

/** How each kind of change at a marketplace is carried out. */
const handlers: readonly ActionHandler[] = [
  pricesHandler,
  stocksHandler,
  archiveHandler,
  unarchiveHandler,
  deleteHandler,
  picturesHandler,
  attributesHandler,
  barcodesHandler,
  importHandler,
  returnHandler,
];

const byKind = new Map<string, ActionHandler>(handlers.map((handler) => [handler.kind, handler]));

/** Null: this version does not know it. */
export function actionHandlerOf(kind: string): ActionHandler | null {
  return byKind.get(kind) ?? null;
}
