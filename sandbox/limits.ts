import type { Dialect } from "./model";

/** At most `count` in any `window_ms`. */
export interface Limit {
  count: number;
  window_ms: number;
}

/** The marketplace's limits per account, by name; `messages_per_chat` is per chat. */
export interface Limits {
  v1_all: Limit;
  v1_chat: Limit;
  v1_updates: Limit;
  v3_all: Limit;
  messages_per_chat: Limit;
  /** Requests of two methods, each. */
  barcode_add: Limit;
  barcode_generate: Limit;
  stocks_set: Limit;
  /** Per product, and per product and warehouse: a refusal among the answer's rows, and no breach. */
  price_changes: Limit;
  stock_changes: Limit;
}
export type LimitName = keyof Limits;

/** The figures of the documents (v1) and of production (v3). */
export const OZON_LIMITS: Limits = {
  v1_all: { count: 500, window_ms: 60_000 },
  v1_chat: { count: 2, window_ms: 1_000 },
  v1_updates: { count: 1, window_ms: 60_000 },
  v3_all: { count: 50, window_ms: 1_000 },
  messages_per_chat: { count: 10, window_ms: 60_000 },
  barcode_add: { count: 20, window_ms: 60_000 },
  barcode_generate: { count: 20, window_ms: 60_000 },
  stocks_set: { count: 80, window_ms: 60_000 },
  price_changes: { count: 10, window_ms: 3_600_000 },
  stock_changes: { count: 1, window_ms: 30_000 },
};
const OF_ONE_METHOD: Readonly<Record<string, LimitName>> = {
  "/v1/barcode/add": "barcode_add",
  "/v1/barcode/generate": "barcode_generate",
  "/v2/products/stocks": "stocks_set",
};

/** Breaches of one limit by one account: how often, and the most requests seen in one window. */
export interface BreachCount {
  client_id: string;
  limit: LimitName;
  count: number;
  worst: number;
  allowed: number;
  last_at: string;
}

// Two requests that left 1,000 ms apart may arrive 985 ms apart; that is the network's doing.
const JITTER_MS = 25;

/** Counts requests in sliding windows on a clock that is never set back. */
export class LimitKeeper {
  private windows = new Map<string, { accepted: number[]; refused: number[] }>();
  private breaches = new Map<string, BreachCount>();

  constructor(
    readonly limits: Limits,
    private enforced: boolean,
  ) {}

  /** Changes figures, or whether a breach is refused or only counted; windows start afresh. */
  change({ enforced, ...limits }: Partial<Limits> & { enforced?: boolean }): void {
    this.enforced = enforced ?? this.enforced;
    Object.assign(this.limits, limits);
    this.windows.clear();
  }

  /** Answers null, or after how many milliseconds the request would be let through. */
  admit(clientId: string, name: LimitName, now: number, chatId = ""): number | null {
    const limit = this.limits[name];
    const key = `${clientId}\n${name}\n${chatId}`;
    const window = this.windows.get(key) ?? { accepted: [], refused: [] };
    this.windows.set(key, window);
    const oldest = now - limit.window_ms + Math.min(JITTER_MS, limit.window_ms / 10);
    dropBefore(window.accepted, oldest);
    dropBefore(window.refused, oldest);
    if (window.accepted.length < limit.count) {
      window.accepted.push(now);
      return null;
    }
    window.refused.push(now);
    const seen = window.accepted.length + window.refused.length;
    if (name !== "price_changes" && name !== "stock_changes") this.countBreach(clientId, name, seen);
    if (!this.enforced) return null;
    return Math.max(1, Math.ceil((window.accepted[0] ?? now) + limit.window_ms - now));
  }

  /** How many requests are still free in the window, for the rate-limit headers. */
  remaining(clientId: string, name: LimitName): number {
    const window = this.windows.get(`${clientId}\n${name}\n`);
    return Math.max(0, this.limits[name].count - (window?.accepted.length ?? 0));
  }

  /** All breaches so far; the harness asserts that there are none. */
  listBreaches(): BreachCount[] {
    return [...this.breaches.values()];
  }

  reset(): void {
    this.windows.clear();
    this.breaches.clear();
  }

  private countBreach(clientId: string, limit: LimitName, seen: number): void {
    const key = `${clientId}\n${limit}`;
    const before = this.breaches.get(key);
    this.breaches.set(key, {
      client_id: clientId,
      limit,
      count: (before?.count ?? 0) + 1,
      worst: Math.max(before?.worst ?? 0, seen),
      allowed: this.limits[limit].count,
      last_at: new Date().toISOString(),
    });
  }
}

/** The limits a request to this path counts against. */
export function limitsOf(dialect: Dialect, path: string): LimitName[] {
  const own = OF_ONE_METHOD[path];
  if (own !== undefined) return [dialect === "v3" ? "v3_all" : "v1_all", own];
  if (dialect === "v3") return ["v3_all"];
  if (path === "/v1/chat/updates") return ["v1_all", "v1_chat", "v1_updates"];
  return path.startsWith("/v1/chat/") ? ["v1_all", "v1_chat"] : ["v1_all"];
}

// Windows are short (at most 500 entries), so shifting an array is cheaper than anything clever.
function dropBefore(instants: number[], oldest: number): void {
  let expired = 0;
  while (expired < instants.length && (instants[expired] ?? 0) <= oldest) expired += 1;
  if (expired > 0) instants.splice(0, expired);
}
