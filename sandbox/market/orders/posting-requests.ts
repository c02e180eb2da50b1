import { z } from "zod";
import type { Order } from "../../model";
import { changedAtOf } from "../../orders";
import { invalid } from "../../refusal";
import { inRange } from "../../request-fields";

const YEAR_MS = 366 * 86_400_000;

export const instantField = z.iso.datetime({ offset: true });
/** An id in a filter: a bare number, or text as protobuf's JSON allows. */
export const idField = z.union([z.string(), z.number(), z.bigint()]).transform(String);

const rangeField = z.object({ from: instantField.nullish(), to: instantField.nullish() });
export type Range = z.output<typeof rangeField>;
export const changedField = rangeField.nullish();

export const withField = z
  .object({
    analytics_data: z.boolean().nullish(),
    barcodes: z.boolean().nullish(),
    financial_data: z.boolean().nullish(),
  })
  .nullish();

/** How many at once, up to what the generation allows. */
export function limitField(max: number) {
  return z.number(inRange(0, max)).int().min(1, inRange(0, max)).max(max, inRange(0, max));
}

export const directionField = z
  .string()
  .transform((direction) => direction.toUpperCase())
  .nullish();

/** True when an instant lies in a range whose ends may be open. */
export function isWithin(ms: number, range: Range | null | undefined): boolean {
  const from = range?.from ? Date.parse(range.from) : Number.NEGATIVE_INFINITY;
  const to = range?.to ? Date.parse(range.to) : Number.POSITIVE_INFINITY;
  return ms >= from && ms <= to;
}

/** A filter that names nothing lets everything through. */
export function isAmong(value: string, wanted: readonly string[] | null | undefined): boolean {
  return wanted === null || wanted === undefined || wanted.length === 0 || wanted.includes(value);
}

/** Refuses what is longer than a year, in Ozon's word. */
export function requireYear(since: string, to: string): void {
  // Callers who want everything name a far end: the span is counted up to now.
  if (Math.min(Date.parse(to), Date.now()) - Date.parse(since) > YEAR_MS) throw invalid("PERIOD_IS_TOO_LONG");
}

/** What both generations of the FBS lists narrow by. */
export interface Narrowing {
  statuses?: readonly string[] | null;
  warehouses?: readonly string[] | null;
  methods?: readonly string[] | null;
  carriers?: readonly string[] | null;
  changed?: Range | null;
}

/** True when a posting passes the filter. */
export function passes(order: Order, by: Narrowing): boolean {
  return (
    isAmong(order.status, by.statuses) &&
    isAmong(order.warehouse?.id ?? "22000000001", by.warehouses) &&
    isAmong(order.delivery?.methodId ?? "1020000000001", by.methods) &&
    isAmong(String(order.delivery?.carrierId ?? 24), by.carriers) &&
    isWithin(changedAtOf(order), by.changed)
  );
}

/** A page by position, with the cursor of the next one. */
export function pageOf<T>(
  all: readonly T[],
  cursor: string | null | undefined,
  limit: number,
): { page: T[]; cursor: string; hasNext: boolean } {
  const start = Number(cursor === "" ? 0 : (cursor ?? 0)) || 0;
  const hasNext = start + limit < all.length;
  return { page: all.slice(start, start + limit), cursor: hasNext ? String(start + limit) : "", hasNext };
}
