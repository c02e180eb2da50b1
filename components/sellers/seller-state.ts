import type { Seller } from "@/lib/wire/sellers";

/** How a seller is doing, in the one word its dot and chip show. */
export type SellerHealth = "rejected" | "paused" | "trouble" | "backfill" | "working";

/** A key that ends this soon is worth a word. */
const WARN_KEY_DAYS = 30;
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

/** Whether the key has ended or soon will; null when there is nothing to say. */
export function toKeyWarning(expiresAt: string | null, nowMs: number): "expired" | "ending" | null {
  if (expiresAt === null) return null;
  const left = Date.parse(expiresAt) - nowMs;
  if (left <= 0) return "expired";
  return left < WARN_KEY_DAYS * DAY_MS ? "ending" : null;
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
  if (draft.clientId.trim() === "") problems.clientId = "empty";
  else if (!/^\d{1,20}$/.test(draft.clientId.trim())) problems.clientId = "notDigits";
  if (draft.apiKey.trim() === "") problems.apiKey = "empty";
  return problems;
}
