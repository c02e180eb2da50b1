import type { UnreadableItem } from "../cursor";
import type { ChatSnapshot } from "../ports";
import type { OzonClient } from "./client";
import { asKind, isRefusalOfInput } from "./errors";
import { toChatFromV1 } from "./map";
import { paths } from "./paths";
import { askUntilReadable, readItems } from "./read-items";
import { chatListV1, chatV1 } from "./schemas";

const LIST_PAGE_SIZE = 100; // the documents' maximum

export interface ListPageV1 {
  readonly chats: readonly ChatSnapshot[];
  /** Null: the list ends here. */
  readonly nextOffset: number | null;
  readonly total: number | null;
  /** The marketplace's own clock. */
  readonly answeredAt: Date;
  readonly unreadable: readonly UnreadableItem[];
}

interface ListAsk {
  readonly offset: number;
  readonly limit?: number;
  readonly chatIds?: readonly string[];
  readonly tries?: number;
}

/** One page of `/v1/chat/list`, open and closed chats alike. Throws `cursor_refused` for an offset it will not take. */
export async function listPageV1(client: OzonClient, ask: ListAsk): Promise<ListPageV1> {
  const limit = Math.min(ask.limit ?? LIST_PAGE_SIZE, LIST_PAGE_SIZE);
  return askUntilReadable(async () => {
    const { body, answeredAt } = await postList(client, { ...ask, limit });
    const { items, unreadable } = readItems(body.chats, chatV1, "chats");
    const nextOffset = ask.offset + body.chats.length;
    const hasMoreByTotal = body.total === null ? body.chats.length >= limit : nextOffset < body.total;
    const isMore = body.chats.length > 0 && (body.has_next === true || hasMoreByTotal);
    const chats = items.map(toChatFromV1);
    return { chats, nextOffset: isMore ? nextOffset : null, total: body.total, answeredAt, unreadable };
  });
}

async function postList(client: OzonClient, ask: ListAsk & { limit: number }) {
  const chosen = ask.chatIds === undefined ? {} : { chat_id_list: ask.chatIds };
  try {
    return await client.post({
      path: paths.v1.list,
      body: { filter: { chat_status: "All", ...chosen }, limit: ask.limit, offset: ask.offset },
      schema: chatListV1,
      isRepeatable: true,
      tries: ask.tries,
    });
  } catch (error) {
    if (ask.offset > 0 && isRefusalOfInput(error)) throw asKind(error, "cursor_refused");
    throw error;
  }
}

/** Chats by id, as many to a request as a page holds. */
export async function findChatsV1(
  client: OzonClient,
  externalIds: readonly string[],
): Promise<ChatSnapshot[]> {
  const found: ChatSnapshot[] = [];
  for (let start = 0; start < externalIds.length; start += LIST_PAGE_SIZE) {
    const chatIds = externalIds.slice(start, start + LIST_PAGE_SIZE);
    const page = await listPageV1(client, { offset: 0, chatIds });
    found.push(...page.chats.filter((chat) => chatIds.includes(chat.externalId))); // should the filter be ignored
  }
  return found;
}
