import type { SellerWebhook } from "@/lib/wire/seller-webhook";

const HOUR_MS = 3_600_000;
const HOURS = 24;

/** One hour of calls; hours without any are zeros. */
export interface CallHour {
  readonly at: string;
  readonly calls: number;
  readonly good: number;
  readonly unstable: number;
  readonly slow: number;
  readonly refused: number;
  readonly averageMs: number;
  readonly maxMs: number;
}

/** The last 24 hours up to the present one, oldest first, none left out. */
export function toDay(hours: SellerWebhook["hours"], nowMs: number): CallHour[] {
  const known = new Map(hours.map((hour) => [Date.parse(hour.at), hour]));
  const last = Math.floor(nowMs / HOUR_MS) * HOUR_MS;
  return Array.from({ length: HOURS }, (_, place) => {
    const atMs = last - (HOURS - 1 - place) * HOUR_MS;
    const hour = known.get(atMs);
    const { good = 0, unstable = 0, slow = 0, refused = 0 } = hour ?? {};
    return {
      at: new Date(atMs).toISOString(),
      calls: good + unstable + slow + refused,
      good,
      unstable,
      slow,
      refused,
      averageMs: hour?.average_ms ?? 0,
      maxMs: hour?.max_ms ?? 0,
    };
  });
}

/** All hours as one. */
export function totalOf(hours: readonly CallHour[]): Omit<CallHour, "at"> {
  const sum = (pick: (hour: CallHour) => number) => hours.reduce((total, hour) => total + pick(hour), 0);
  const calls = sum((hour) => hour.calls);
  return {
    calls,
    good: sum((hour) => hour.good),
    unstable: sum((hour) => hour.unstable),
    slow: sum((hour) => hour.slow),
    refused: sum((hour) => hour.refused),
    averageMs: calls === 0 ? 0 : Math.round(sum((hour) => hour.averageMs * hour.calls) / calls),
    maxMs: Math.max(0, ...hours.map((hour) => hour.maxMs)),
  };
}
