/** How long a token may live, in days; null: without an end. */
export const lifetimes = [30, 90, 365, null] as const;
export type Lifetime = (typeof lifetimes)[number];

const DAY_MS = 86_400_000;
/** From here on its end is said loudly: there is time to make the next one. */
const SOON_MS = 14 * DAY_MS;

/** The instant at which a token ends that is made now; null: never. */
export function endOf(lifetime: Lifetime, nowMs: number): string | null {
  return lifetime === null ? null : new Date(nowMs + lifetime * DAY_MS).toISOString();
}

/** How a token's end stands to this moment. */
export function stateOfEnd(expiresAt: string | null, nowMs: number): "forever" | "ended" | "soon" | "later" {
  if (expiresAt === null) return "forever";
  const left = new Date(expiresAt).getTime() - nowMs;
  if (left <= 0) return "ended";
  return left <= SOON_MS ? "soon" : "later";
}
