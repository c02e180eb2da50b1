import { ApiError } from "../api-client";

/** What the server says of one line when it asks again: how it is now. */
export interface RefusedLine {
  readonly offerId: string;
  readonly warehouseId: string | null;
  /** As it is by now; null: nothing is known. */
  readonly now: string | null;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

const textOf = (value: unknown): string | null =>
  typeof value === "string" ? value : typeof value === "number" ? String(value) : null;

function listIn(details: unknown): readonly unknown[] {
  if (Array.isArray(details)) return details;
  if (!isRecord(details)) return [];
  return Object.values(details).find(Array.isArray) ?? [];
}

/** Lines a refusal tells of (409 with what would change, or what has changed); empty where it tells of none. */
export function readRefusedLines(error: unknown): readonly RefusedLine[] {
  if (!(error instanceof ApiError)) return [];
  return listIn(error.details.fields).flatMap((line) => {
    const offerId = isRecord(line) ? textOf(line.offer_id) : null;
    if (!isRecord(line) || offerId === null) return [];
    const now = textOf(line.now ?? line.stock);
    return [{ offerId, warehouseId: textOf(line.warehouse_id), now }];
  });
}

/** Whether a refusal is this one. */
export function isRefusal(error: unknown, code: ApiError["code"]): boolean {
  return error instanceof ApiError && error.code === code;
}
