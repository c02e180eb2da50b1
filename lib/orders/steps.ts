import { z } from "zod";
import type { OrderDetails } from "../wire/orders";
import type { OrderRow } from "./model";

type Step = OrderDetails["steps"][number];

const passedStages = z.array(z.object({ stage: z.string(), at: z.string().nullish() }));

/** The way of a parcel that arrives, and at which stage it has come how far. */
const WAY = ["ordered", "packing", "handed_over", "on_way", "pick_up", "delivered"] as const;
const REACHED: Readonly<Record<string, number>> = {
  awaiting: 0,
  packing: 1,
  shipped: 3,
  pick_up: 4,
  delivered: 5,
};

/** The way of a posting as far as it was seen, and what is still to come. */
export function stepsOf(row: OrderRow): Step[] {
  const seen = seenAt(row);
  const isOver = row.stage === "cancelled" || row.stage === "returning";
  const furthest = isOver ? furthestOf(row, seen) : (REACHED[row.stage] ?? furthestOf(row, seen));
  const steps = WAY.flatMap((step, index): Step[] => {
    const at = index <= furthest ? momentOf(step, row, seen) : null;
    if (isOver && index > furthest) return [];
    return [{ step, at, by: promiseOf(step, row), state: stateOf(index, { furthest, isOver, at, step }) }];
  });
  if (!isOver) return steps;
  const end = row.stage === "returning" ? "returning" : "cancelled";
  return [...steps, { step: end, at: iso(row.stageAt), by: null, state: "now" }];
}

function stateOf(
  index: number,
  about: { furthest: number; isOver: boolean; at: string | null; step: Step["step"] },
): Step["state"] {
  if (index > about.furthest) return "next";
  if (index === about.furthest && !about.isOver && about.step !== "delivered") return "now";
  // A courier brings parcels that never lie at a pick-up point.
  return about.step === "pick_up" && about.at === null ? "skipped" : "done";
}

/** When each stage came, by its name. */
function seenAt(row: OrderRow): Map<string, string | null> {
  const passed = passedStages.safeParse(row.stages).data ?? [];
  return new Map([
    ...passed.map(({ stage, at }) => [stage, at ?? null] as const),
    [row.stage, iso(row.stageAt)] as const,
  ]);
}

function furthestOf(row: OrderRow, seen: ReadonlyMap<string, unknown>): number {
  const reached = [...seen.keys()].map((stage) => REACHED[stage] ?? 0);
  return Math.max(0, ...reached, row.handedOverAt === null ? 0 : 2);
}

function momentOf(
  step: Step["step"],
  row: OrderRow,
  seen: ReadonlyMap<string, string | null>,
): string | null {
  switch (step) {
    case "ordered":
      return iso(row.orderedAt);
    case "packing":
      return toInstant(seen.get("packing"));
    case "handed_over":
      return iso(row.handedOverAt);
    case "on_way":
      return toInstant(seen.get("shipped")) ?? iso(row.handedOverAt);
    case "pick_up":
      return toInstant(seen.get("pick_up"));
    case "delivered":
      return iso(row.deliveredAt) ?? toInstant(seen.get("delivered"));
    default:
      return null;
  }
}

function promiseOf(step: Step["step"], row: OrderRow): string | null {
  if (step === "packing" || step === "handed_over") return row.scheme === "fbo" ? null : iso(row.shipBy);
  return step === "pick_up" || step === "delivered" ? iso(row.deliverBy) : null;
}

function iso(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}

/** Moments within JSON are as Postgres prints them. */
function toInstant(text: string | null | undefined): string | null {
  const ms = text === null || text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}
