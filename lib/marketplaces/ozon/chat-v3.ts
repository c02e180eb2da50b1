import { z } from "zod";
import { bareNumber } from "../json";
import type { ChatPort, ChatSnapshot } from "../ports";
import { changesV3 } from "./changes-v3";
import type { OzonClient } from "./client";
import { historyPagesV3 } from "./history-v3";
import { type ListPageV3, listPageV3 } from "./list-v3";
import { compareIds, noteUnknownIn } from "./map";
import { paths } from "./paths";
import { anything } from "./schemas";
import { sendFile } from "./send-file";
import { sendText } from "./send-text";

const FIND_PAGES = 3; // the list cannot be asked by id; chats that just moved stand at its top

/** The chats of one seller over the production API. */
export function createChatPortV3(client: OzonClient): ChatPort {
  const note = noteUnknownIn(client.log);
  return {
    changes: (input) => changesV3(client, input),
    listChats: async ({ cursor, limit }) => {
      const page = await listPageV3(client, { cursor: textOf(cursor?.token), limit });
      const nextCursor = page.nextToken === null ? null : { token: page.nextToken };
      return { chats: page.chats, nextCursor, total: null, unreadable: page.unreadable };
    },
    findChats: (externalIds) => findChats(client, externalIds),
    history: (input) => historyPagesV3(client, note, input),
    sendText: (input) => sendText(client, input),
    sendFile: (input) => sendFile(client, input),
    openFile: (remoteUrl) => client.download(remoteUrl),
    markRead: async ({ chatExternalId, upToExternalId }) => {
      await client.post({
        path: paths.v3.markRead,
        body: { chat_id: chatExternalId, from_message_id: bareNumber(upToExternalId) },
        schema: anything,
        isRepeatable: true, // marking twice marks the same
      });
    },
    compareMessageIds: compareIds,
  };
}

async function findChats(
  client: OzonClient,
  externalIds: readonly string[],
): Promise<readonly ChatSnapshot[]> {
  const wanted = new Set(externalIds);
  const found: ChatSnapshot[] = [];
  let cursor: string | null = "";
  for (let pages = 0; pages < FIND_PAGES && cursor !== null && found.length < wanted.size; pages++) {
    const page: ListPageV3 = await listPageV3(client, { cursor });
    found.push(...page.chats.filter((chat) => wanted.delete(chat.externalId) || false));
    cursor = page.nextToken;
  }
  return found;
}

const token = z.string();

function textOf(value: unknown): string {
  const parsed = token.safeParse(value);
  return parsed.success ? parsed.data : "";
}
