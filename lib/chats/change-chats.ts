import type { Actor } from "../access/actor";
import { visibleSellers } from "../access/scope";
import { inTransaction } from "../db/transaction";
import { AppError } from "../errors";
import { type Assignee, findAssignee, isPerson } from "./assignee";
import { changeRows, changerOf, type LockedChat, lockChats, tagsAfter } from "./change-rows";
import { ensureTags } from "./ensure-tags";
import { toSnooze } from "./snooze";

/** As many as a chat may have (`changeChat` of `lib/wire/chats.ts`). */
const MOST_TAGS = 20;

export interface ChatsChange {
  readonly chat_ids: readonly string[];
  readonly assignee_id?: string | null | undefined;
  readonly status?: "open" | "closed" | undefined;
  readonly add_tags?: readonly string[] | undefined;
  readonly remove_tags?: readonly string[] | undefined;
  readonly snoozed_until?: string | null | undefined;
  readonly is_read?: true | undefined;
}

type Skipped = { chat_id: string; code: string };

/**
 * One change to many chats, all in one transaction. Left out are those that do not exist for the actor (`not_found`),
 * whose seller the new assignee does not see (`unknown_assignee`), that would have too many tags (`invalid_input`).
 * `changed` counts chats that are now as asked and were not. Throws `unknown_assignee` for a person who does not exist,
 * `invalid_input` for a snooze that is over already.
 */
export async function changeChats(input: {
  actor: Actor;
  change: ChatsChange;
}): Promise<{ changed: number; skipped: Skipped[] }> {
  const { actor, change } = input;
  const assignee = await findAssignee(change.assignee_id);
  if (assignee === "nobody") throw new AppError("unknown_assignee");
  const snoozedUntil = toSnooze(change.snoozed_until);
  // no audit: here, for changeRows writes a record for each chat.
  return inTransaction(async (tx) => {
    const names = await ensureTags(tx, { names: change.add_tags ?? [], actor });
    const row = {
      assignee,
      status: change.status,
      addTags: change.add_tags?.map((tag) => names.get(tag) ?? tag),
      removeTags: change.remove_tags,
      snoozedUntil,
      isRead: change.is_read,
    };
    const locked = await lockChats(tx, { scope: visibleSellers(actor), chatIds: change.chat_ids });
    const found = new Map(locked.map((chat) => [chat.id, chat]));
    const skipped: Skipped[] = [];
    const chats: LockedChat[] = [];
    for (const id of new Set(change.chat_ids.map((id) => id.toLowerCase()))) {
      const chat = found.get(id);
      const code = refusalOf(chat, { assignee, row });
      if (code !== null) skipped.push({ chat_id: id, code });
      else if (chat !== undefined) chats.push(chat);
    }
    const changed = await changeRows(tx, { chats, change: row, by: changerOf(actor) });
    return { changed: changed.length, skipped };
  });
}

function refusalOf(
  chat: LockedChat | undefined,
  { assignee, row }: { assignee: Assignee | null | undefined; row: Parameters<typeof tagsAfter>[1] },
): string | null {
  if (chat === undefined) return "not_found";
  if (isPerson(assignee) && !assignee.maySee(chat.sellerId)) return "unknown_assignee";
  const tags = tagsAfter(chat.tags, row);
  return tags.length > Math.max(MOST_TAGS, chat.tags.length) ? "invalid_input" : null;
}
