import type { Broadcast } from "@/lib/wire/broadcasts";
import type { BroadcastStep } from "../broadcasts/queries";

/** What may be asked of a broadcast as it stands. */
export type BroadcastAct = BroadcastStep | "edit" | "remove" | "download";

type Judged = Pick<Broadcast, "status" | "approval" | "created_by" | "counts" | "kind">;

/** Whether a second person has to agree, and whether this is the one who may not. */
export function approvalOf(broadcast: Pick<Judged, "approval" | "created_by" | "status">, myId: string) {
  if (broadcast.approval !== "needed" || broadcast.status !== "draft") return "settled";
  return broadcast.created_by === myId ? "others_turn" : "my_turn";
}

/** The buttons of a broadcast, the main one first. */
export function actsOf(broadcast: Judged, myId: string): readonly BroadcastAct[] {
  const { status, counts } = broadcast;
  const again: readonly BroadcastAct[] = counts.failed > 0 ? ["retry"] : [];
  const kept: readonly BroadcastAct[] = counts.audience > 0 ? ["download"] : [];
  switch (status) {
    case "draft":
      return [...firstStep(broadcast, myId), "edit", "remove"];
    case "scheduled":
      return ["edit", "cancel"];
    case "running":
      return ["pause", ...again, "cancel", ...kept];
    case "paused":
      return ["resume", ...again, "cancel", ...kept];
    case "completed":
      return [...again, ...kept];
    case "cancelled":
    case "failed":
      return kept;
    default:
      return status satisfies never;
  }
}

function firstStep(broadcast: Judged, myId: string): readonly BroadcastAct[] {
  const approval = approvalOf(broadcast, myId);
  if (approval === "settled") return ["start"];
  return approval === "my_turn" ? ["approve"] : [];
}

/** What is over keeps the name under which it was sent. */
export function canRename({ status }: Pick<Broadcast, "status">): boolean {
  return status === "draft" || status === "scheduled" || status === "running" || status === "paused";
}

/** Whether starting it means waiting for its time. */
export function startsLater(broadcast: Pick<Broadcast, "schedule_at">, nowMs: number): boolean {
  return broadcast.schedule_at !== null && Date.parse(broadcast.schedule_at) > nowMs;
}
