import type { Section } from "@/lib/wire/sections";

/** What several sections together are, in one word for the chip. */
export type FreshnessState =
  | { readonly kind: "unknown" }
  | { readonly kind: "trouble"; readonly section: Section }
  | { readonly kind: "loading"; readonly done: number; readonly total: number | null }
  | { readonly kind: "fresh"; readonly at: string; readonly isRefreshing: boolean }
  | { readonly kind: "off" };

const inTrouble = ({ status }: Section) => status === "refused" || status === "failing";
const inFirstPass = ({ status, fresh_at }: Section) =>
  status === "first" || status === "waiting" || (status === "refreshing" && fresh_at === null);

/** The worst of them is told: trouble, then what is loaded for the first time, then the oldest that is fresh. */
export function toFreshness(sections: readonly Section[]): FreshnessState {
  const running = sections.filter(({ status }) => status !== "off");
  if (sections.length === 0) return { kind: "unknown" };
  if (running.length === 0) return { kind: "off" };
  const trouble = running.find(inTrouble);
  if (trouble !== undefined) return { kind: "trouble", section: trouble };
  const loading = running.filter(inFirstPass);
  if (loading.length > 0) {
    const isTotalKnown = loading.every(({ total }) => total !== null);
    return {
      kind: "loading",
      done: loading.reduce((sum, { done }) => sum + done, 0),
      total: isTotalKnown ? loading.reduce((sum, { total }) => sum + (total ?? 0), 0) : null,
    };
  }
  const times = running.flatMap(({ fresh_at }) => (fresh_at === null ? [] : [fresh_at])).sort();
  const oldest = times[0];
  if (oldest === undefined) return { kind: "unknown" };
  return {
    kind: "fresh",
    at: oldest,
    isRefreshing: running.some(({ status }) => status === "refreshing"),
  };
}

/** A part of a whole as 0 to 100; a whole that is not known has no part. */
export function percentOf(done: number, total: number | null): number | null {
  if (total === null || total <= 0) return null;
  return Math.min(100, Math.round((100 * done) / total));
}
