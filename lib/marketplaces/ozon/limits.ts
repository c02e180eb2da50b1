import type { LimitRule } from "../permits";
import { type Dialect, paths } from "./paths";
import { productPaths } from "./product-paths";

// Ozon's documents (v1): 500 requests a minute in all, chat methods 1-2 a second, updates once a minute.
const V1_ALL: LimitRule = { name: "ozon.v1.all", requests: 500, windowSeconds: 60 };
const V1_CHAT: LimitRule = { name: "ozon.v1.chat", requests: 2, windowSeconds: 1 };
const V1_UPDATES: LimitRule = { name: "ozon.v1.updates", requests: 1, windowSeconds: 60 };
// Production (v3): 50 requests a second per Client-Id over all methods, since 22 May 2025.
const V3_ALL: LimitRule = { name: "ozon.v3.all", requests: 50, windowSeconds: 1 };
// The documents' figure for one chat; production names none, and we keep it as our own.
const SEND_PER_CHAT: LimitRule = { name: "ozon.send", requests: 10, windowSeconds: 60, isPerChat: true };

// Both generations of the documents say so: 20 requests a minute for each of the two.
const BARCODES_ADD: LimitRule = { name: "ozon.barcodes.add", requests: 20, windowSeconds: 60 };
const BARCODES_MAKE: LimitRule = { name: "ozon.barcodes.make", requests: 20, windowSeconds: 60 };

/** Limits of single methods that hold in both dialects. */
const METHODS: Readonly<Record<string, readonly LimitRule[]>> = {
  [productPaths.addBarcodes]: [BARCODES_ADD],
  [productPaths.makeBarcodes]: [BARCODES_MAKE],
};
/** Limits of single production methods, where Ozon has made them known. None for chats so far. */
const V3_METHODS: Readonly<Record<string, readonly LimitRule[]>> = {
  ...METHODS,
  [paths.stocks.set]: [{ name: "ozon.v3.stocks.set", requests: 80, windowSeconds: 60 }],
};

/** Every rule that one request to `path` counts against. */
export function rulesFor(dialect: Dialect, path: string): readonly LimitRule[] {
  const sending = isSending(path) ? [SEND_PER_CHAT] : [];
  if (dialect === "v3") return [V3_ALL, ...(V3_METHODS[path] ?? []), ...sending];
  if (path === paths.v1.updates) return [V1_ALL, V1_CHAT, V1_UPDATES];
  return path.startsWith("/v1/chat/") ? [V1_ALL, V1_CHAT, ...sending] : [V1_ALL, ...(METHODS[path] ?? [])];
}

/** The rules that hold for a seller as a whole. */
export function sellerRules(dialect: Dialect): readonly LimitRule[] {
  return dialect === "v3" ? [V3_ALL] : [V1_ALL, V1_CHAT, V1_UPDATES];
}

/** How often `/v1/chat/updates` may be asked. */
export const UPDATES_INTERVAL_MS = V1_UPDATES.windowSeconds * 1000;

/** Whether a 429 on this path most likely speaks of this path alone (it has a limit of its own). */
export function hasOwnLimit(dialect: Dialect, path: string): boolean {
  if (dialect === "v3") return path in V3_METHODS;
  return path === paths.v1.updates || isSending(path) || path in METHODS;
}

/** Whether a request to this path puts a message into a chat. */
export function isSending(path: string): boolean {
  return path === paths.sendText || path === paths.sendFile;
}
