import type { Actor } from "../access/actor";
import { type ChatCounts, countChats } from "../chats/count";
import { listCountedViews } from "./list-views";

/** Counts for the views' column, the reader's saved views included; one with a problem counts nothing. */
export async function countDesk(actor: Actor): Promise<ChatCounts> {
  const { views, empty } = await listCountedViews(actor);
  const counts = await countChats(actor, views);
  return { ...counts, by_view: { ...Object.fromEntries(empty.map((id) => [id, 0])), ...counts.by_view } };
}
