import type { Chat, changeChats } from "@/lib/wire/chats";
import type { BodyInput } from "@/lib/wire/endpoint";

/** One change to many chats, as it goes to the server. */
export type BulkChange = Omit<BodyInput<typeof changeChats>, "chat_ids">;

/** The server takes no more at once. */
const CHATS_AT_ONCE = 200;

/** What a chat looks like after the change; the same object when it changes nothing. */
export function applyBulk(chat: Chat, change: BulkChange): Chat {
  const tags =
    change.add_tags === undefined && change.remove_tags === undefined
      ? chat.tags
      : [
          ...chat.tags.filter((tag) => !change.remove_tags?.includes(tag)),
          ...(change.add_tags ?? []).filter((tag) => !chat.tags.includes(tag)),
        ];
  const next: Chat = {
    ...chat,
    assignee_id: change.assignee_id === undefined ? chat.assignee_id : change.assignee_id,
    status: change.status ?? chat.status,
    snoozed_until: change.snoozed_until === undefined ? chat.snoozed_until : change.snoozed_until,
    unread_count: change.is_read ? 0 : chat.unread_count,
    tags,
  };
  const isSame =
    next.assignee_id === chat.assignee_id &&
    next.status === chat.status &&
    next.snoozed_until === chat.snoozed_until &&
    next.unread_count === chat.unread_count &&
    next.tags.join("\n") === chat.tags.join("\n");
  return isSame ? chat : next;
}

/** One request to the server. */
export interface BulkCall {
  readonly chatIds: readonly string[];
  readonly change: BulkChange;
}

/** Splits a change into requests the server takes. */
export function toCalls(chatIds: readonly string[], change: BulkChange): readonly BulkCall[] {
  const calls: BulkCall[] = [];
  for (let at = 0; at < chatIds.length; at += CHATS_AT_ONCE) {
    calls.push({ chatIds: chatIds.slice(at, at + CHATS_AT_ONCE), change });
  }
  return calls;
}

/** The requests that bring back how the chats were before; none where there is no way back (read stays read). */
export function toReverseCalls(before: readonly Chat[], change: BulkChange): readonly BulkCall[] {
  const groups = new Map<string, { ids: string[]; change: BulkChange }>();
  for (const chat of before) {
    const back = reverseFor(chat, change);
    if (Object.keys(back).length === 0) continue;
    const name = JSON.stringify(back);
    const group = groups.get(name) ?? { ids: [], change: back };
    group.ids.push(chat.id);
    groups.set(name, group);
  }
  return [...groups.values()].flatMap((group) => toCalls(group.ids, group.change));
}

function reverseFor(chat: Chat, change: BulkChange): BulkChange {
  const added = (change.add_tags ?? []).filter((tag) => !chat.tags.includes(tag));
  const removed = (change.remove_tags ?? []).filter((tag) => chat.tags.includes(tag));
  return {
    ...(change.status !== undefined && change.status !== chat.status ? { status: chat.status } : {}),
    ...(change.assignee_id !== undefined && change.assignee_id !== chat.assignee_id
      ? { assignee_id: chat.assignee_id }
      : {}),
    ...(change.snoozed_until !== undefined && change.snoozed_until !== chat.snoozed_until
      ? { snoozed_until: chat.snoozed_until }
      : {}),
    ...(added.length > 0 ? { remove_tags: added } : {}),
    ...(removed.length > 0 ? { add_tags: removed } : {}),
  };
}
