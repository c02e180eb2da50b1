import type { Seller } from "@/lib/wire/sellers";

/** How a seller is doing, in the one word its dot and chip show. */
export type SellerHealth = "rejected" | "paused" | "trouble" | "backfill" | "working";

/** A key that ends this soon is worth a word. */
const WARN_KEY_DAYS = 30;
/** A key in use for so long is better changed. */
const OLD_AFTER_MONTHS = 6;
const DAY_MS = 86_400_000;

/** What stands first: a dead key, then a pause, then an error newer than the last good look, then loading history. */
export function toHealth(
  seller: Pick<Seller, "status" | "last_error" | "last_synced_at"> & { sync: Pick<Seller["sync"], "phase"> },
): SellerHealth {
  if (seller.status === "credentials_rejected") return "rejected";
  if (seller.status === "paused") return "paused";
  if (seller.last_error !== null && seller.last_error.at > (seller.last_synced_at ?? "")) return "trouble";
  return seller.sync.phase === "backfill" ? "backfill" : "working";
}

/** Whether the key has ended, soon will, or is long in use; null when there is nothing to say. */
export function toKeyWarning(
  key: Pick<Seller, "api_key_expires_at" | "api_key_set_at">,
  nowMs: number,
): "expired" | "ending" | "old" | null {
  if (key.api_key_expires_at !== null) {
    const left = Date.parse(key.api_key_expires_at) - nowMs;
    if (left <= 0) return "expired";
    if (left < WARN_KEY_DAYS * DAY_MS) return "ending";
  }
  const oldFrom = new Date(key.api_key_set_at);
  oldFrom.setUTCMonth(oldFrom.getUTCMonth() + OLD_AFTER_MONTHS);
  return nowMs >= oldFrom.getTime() ? "old" : null;
}

/** Whole days a key has been with us. */
export function daysOfUse(setAt: string, nowMs: number): number {
  return Math.max(0, Math.floor((nowMs - Date.parse(setAt)) / DAY_MS));
}

/** Whole days that are left to a key's end; 0 on the last one. */
export function daysToEnd(expiresAt: string, nowMs: number): number {
  return Math.max(0, Math.floor((Date.parse(expiresAt) - nowMs) / DAY_MS));
}

/** A Client-Id or key as it was meant: copying brings spaces, line ends and invisible signs along. */
export function cleanKey(typed: string): string {
  return typed.replace(/[\s\u200B-\u200D\u2060\uFEFF]/g, "");
}

/** What the form holds; all text, as fields do. */
export interface SellerDraft {
  readonly name: string;
  readonly clientId: string;
  readonly apiKey: string;
}

export type FieldProblem = "empty" | "notDigits";

/** What is wrong with each field before anything is sent; the server checks again. */
export function findProblems(draft: SellerDraft): Partial<Record<keyof SellerDraft, FieldProblem>> {
  const problems: Partial<Record<keyof SellerDraft, FieldProblem>> = {};
  if (draft.name.trim() === "") problems.name = "empty";
  const clientId = cleanKey(draft.clientId);
  if (clientId === "") problems.clientId = "empty";
  else if (!/^\d{1,20}$/.test(clientId)) problems.clientId = "notDigits";
  if (cleanKey(draft.apiKey) === "") problems.apiKey = "empty";
  return problems;
}
