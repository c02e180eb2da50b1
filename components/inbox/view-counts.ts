import type { countChats } from "@/lib/wire/chats";
import type { AnswerOf } from "@/lib/wire/endpoint";
import type { View } from "./views";

export type ChatCounts = AnswerOf<typeof countChats>["counts"];

/** The server counts this far and no further: in a view of its own, and in one of many. */
const COUNT_LIMIT = 1000;
const SMALL_COUNT_LIMIT = 100;

/** What stands beside a view; undefined: nothing is counted there. */
export function countOf(view: View, counts: ChatCounts): number | undefined {
  switch (view.kind) {
    case "seller":
      return counts.waiting_by_seller[view.sellerId] ?? 0;
    case "tag":
      return counts.by_tag[view.tag] ?? 0;
    case "saved":
      return counts.by_view[view.viewId] ?? 0;
    case "marketplace":
      return counts.marketplace_unread;
    case "closed":
    case "filter":
      return undefined;
    default:
      return counts[view.kind];
  }
}

/** Whether counting stopped before the end: "999+". */
export function limitOf(view: View): number {
  return view.kind === "seller" || view.kind === "tag" || view.kind === "saved"
    ? SMALL_COUNT_LIMIT
    : COUNT_LIMIT;
}
