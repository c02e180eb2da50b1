import { z } from "zod";
import type { UnreadableItem } from "../cursor";
import { bareNumber } from "../json";
import type { ChatPort, HistoryPage, IncomingMessage } from "../ports";
import { changesV1 } from "./changes-v1";
import type { OzonClient } from "./client";
import { asKind, isRefusedAnchor } from "./errors";
import { findChatsV1, listPageV1 } from "./list-v1";
import { compareIds, isAfterAnchor, type NoteUnknown, noteUnknownIn, toMessageFromV1 } from "./map";
import { paths } from "./paths";
import { askUntilReadable, readItems } from "./read-items";
import { bareMessageV1, historyV1, messageV1 } from "./schemas";
import { sendFile } from "./send-file";
import { sendText } from "./send-text";

const HISTORY_PAGE_SIZE = 100; // the documents' maximum

/** The chats of one seller over the API of the documents. It has no way to mark a chat read. */
export function createChatPortV1(client: OzonClient): ChatPort {
  const note = noteUnknownIn(client.log);
  return {
    changes: (input) => changesV1(client, note, input),
    listChats: async ({ cursor, limit }) => {
      const offset = offsetOf(cursor?.offset);
      const page = await listPageV1(client, { offset, limit });
      const nextCursor = page.nextOffset === null ? null : { offset: page.nextOffset };
      return { chats: page.chats, nextCursor, total: page.total, unreadable: page.unreadable };
    },
    findChats: (externalIds) => findChatsV1(client, externalIds),
    history: (input) => historyPagesV1(client, note, input),
    sendText: (input) => sendText(client, input),
    sendFile: (input) => sendFile(client, input),
    openFile: (remoteUrl) => client.download(remoteUrl),
    compareMessageIds: compareIds,
  };
}

/** Ascending from the anchor, which the documents exclude; should it come all the same, it is dropped. */
async function* historyPagesV1(
  client: OzonClient,
  note: NoteUnknown,
  input: { chatExternalId: string; afterExternalId: string | null },
): AsyncGenerator<HistoryPage> {
  let anchor = input.afterExternalId;
  for (;;) {
    const after = anchor;
    const page = await historyPage(client, note, { chatExternalId: input.chatExternalId, after });
    const messages =
      after === null
        ? page.messages
        : page.messages.filter(({ externalId }) => isAfterAnchor(externalId, after));
    const newest = messages.at(-1)?.externalId;
    const isLast = !page.isMore || newest === undefined;
    yield { messages, isLast, unreadable: page.unreadable };
    if (isLast) return;
    anchor = newest;
  }
}

interface RawPage {
  readonly messages: readonly IncomingMessage[];
  readonly isMore: boolean;
  readonly unreadable: readonly UnreadableItem[];
}

async function historyPage(
  client: OzonClient,
  note: NoteUnknown,
  ask: { chatExternalId: string; after: string | null },
): Promise<RawPage> {
  return askUntilReadable(async (isLastAsk) => {
    const { body } = await postHistory(client, ask);
    const { items, unreadable } = readItems(body.messages, isLastAsk ? bareMessageV1 : messageV1, "messages");
    const messages = items
      .map((item) => toMessageFromV1(ask.chatExternalId, item, note))
      .sort((a, b) => compareIds(a.externalId, b.externalId))
      .filter((message, index, all) => message.externalId !== all[index - 1]?.externalId);
    const isMore = body.has_next === true || body.messages.length >= HISTORY_PAGE_SIZE;
    return { messages, isMore, unreadable };
  });
}

async function postHistory(client: OzonClient, ask: { chatExternalId: string; after: string | null }) {
  const from = ask.after === null ? {} : { from_message_id: bareNumber(ask.after) };
  try {
    return await client.post({
      path: paths.v1.history,
      body: { chat_id: ask.chatExternalId, ...from, limit: HISTORY_PAGE_SIZE },
      schema: historyV1,
      isRepeatable: true,
    });
  } catch (error) {
    if (ask.after !== null && isRefusedAnchor(error)) throw asKind(error, "cursor_refused");
    throw error;
  }
}

const offsetSchema = z.number().int().nonnegative().catch(0);

function offsetOf(value: unknown): number {
  return offsetSchema.parse(value);
}
