import type { Broadcast, BroadcastStatus } from "@/lib/wire/broadcasts";

/** Every state, in the order in which a broadcast goes through them. */
export const broadcastStatuses = [
  "draft",
  "scheduled",
  "running",
  "paused",
  "completed",
  "cancelled",
  "failed",
] as const satisfies readonly BroadcastStatus[];

/** What a broadcast is said to be: its state, and the two that only people tell apart. */
export type SaidStatus = BroadcastStatus | "on" | "approval";

/** The word for a broadcast's state: one about orders is switched on, not under way. */
export function saidStatus({
  status,
  kind,
  approval,
}: Pick<Broadcast, "status" | "kind" | "approval">): SaidStatus {
  if (status === "draft" && approval === "needed") return "approval";
  return status === "running" && kind === "order" ? "on" : status;
}

/** How loud it is: only what waits for somebody is. */
export function toneOf(said: SaidStatus): "plain" | "accent" | "warn" | "bad" {
  switch (said) {
    case "running":
    case "on":
    case "scheduled":
      return "accent";
    case "paused":
    case "approval":
      return "warn";
    case "failed":
      return "bad";
    case "draft":
    case "completed":
    case "cancelled":
      return "plain";
    default:
      return said satisfies never;
  }
}

/** The moment worth telling of a broadcast, and what happened (or will happen) at it. */
export function momentOf(
  broadcast: Pick<Broadcast, "status" | "created_at" | "schedule_at" | "started_at" | "finished_at">,
): {
  readonly what: "created" | "scheduled" | "started" | "finished";
  readonly at: string;
} {
  if (broadcast.finished_at !== null) return { what: "finished", at: broadcast.finished_at };
  if (broadcast.started_at !== null) return { what: "started", at: broadcast.started_at };
  if (broadcast.status === "scheduled" && broadcast.schedule_at !== null) {
    return { what: "scheduled", at: broadcast.schedule_at };
  }
  return { what: "created", at: broadcast.created_at };
}

/** Where a broadcast is looked at: a draft is worked on, everything else has a page of results. */
export function addressOfBroadcast({
  id,
  status,
  approval,
}: Pick<Broadcast, "id" | "status" | "approval">): string {
  return status === "draft" && approval !== "needed" ? `/broadcasts/${id}/edit` : `/broadcasts/${id}`;
}
