import type { UnreadableItem } from "../cursor";
import type { ChatSnapshot } from "../ports";
import type { OzonClient } from "./client";
import { asKind, isRefusalOfInput } from "./errors";
import { toChatFromV3 } from "./map";
import { paths } from "./paths";
import { askUntilReadable, readItems } from "./read-items";
import { bareChatV3, chatListV3, chatV3 } from "./schemas";

const LIST_PAGE_SIZE = 100; // Ozon refuses more since 16 Oct 2025

export interface ListPageV3 {
  readonly chats: readonly ChatSnapshot[];
  /** Null: the list ends here. */
  readonly nextToken: string | null;
  readonly unreadable: readonly UnreadableItem[];
}

/**
 * One page of `/v3/chat/list`, newest message first. The end is told by several signs, since each alone was
 * seen wrong: an empty page, no cursor, the cursor we came with, `has_next`. Throws `cursor_refused`.
 */
export async function listPageV3(
  client: OzonClient,
  input: { cursor: string; limit?: number; tries?: number },
): Promise<ListPageV3> {
  const limit = Math.min(input.limit ?? LIST_PAGE_SIZE, LIST_PAGE_SIZE);
  return askUntilReadable(async (isLastAsk) => {
    const { body } = await postList(client, { ...input, limit });
    const { items, unreadable } = readItems(body.chats, isLastAsk ? bareChatV3 : chatV3, "chats");
    // A lost cursor would end the list early: worth another look before it is believed.
    const isCursorLost = body.has_next === true && body.chats.length > 0 && body.cursor === "" && !isLastAsk;
    const lost = isCursorLost ? [{ where: "cursor", problem: "missing although has_next" }] : [];
    const isMore = body.has_next ?? body.chats.length >= limit;
    const isEnd = !isMore || body.chats.length === 0 || body.cursor === "" || body.cursor === input.cursor;
    return {
      chats: items.map(toChatFromV3),
      nextToken: isEnd ? null : body.cursor,
      unreadable: [...unreadable, ...lost],
    };
  });
}

async function postList(client: OzonClient, input: { cursor: string; limit: number; tries?: number }) {
  try {
    return await client.post({
      path: paths.v3.list,
      // An empty filter was seen refused; the status filter was seen ignored, which does no harm here.
      body: { filter: { chat_status: "All", unread_only: false }, limit: input.limit, cursor: input.cursor },
      schema: chatListV3,
      isRepeatable: true,
      tries: input.tries,
    });
  } catch (error) {
    if (input.cursor !== "" && isRefusalOfInput(error)) throw asKind(error, "cursor_refused");
    throw error;
  }
}
