import type { UnreadableItem } from "../cursor";
import { bareNumber } from "../json";
import type { HistoryPage, IncomingMessage } from "../ports";
import type { OzonClient } from "./client";
import { asKind, isRefusedAnchor } from "./errors";
import { compareIds, isAfterAnchor, type NoteUnknown, toMessageFromV3 } from "./map";
import { paths } from "./paths";
import { askUntilReadable, readItems } from "./read-items";
import { bareMessageV3, historyV3, messageV3 } from "./schemas";

const HISTORY_PAGE_SIZE = 1000; // Ozon refuses more

/**
 * Oldest first. Without an anchor the oldest message must be found first, and only `Backward` needs none: pages are
 * walked back keeping nothing but the oldest id, then read forward from there. A chat of one page (nearly all)
 * costs one request, a longer one costs its pages twice, and memory never holds more than one page.
 */
export async function* historyPagesV3(
  client: OzonClient,
  note: NoteUnknown,
  input: { chatExternalId: string; afterExternalId: string | null },
): AsyncGenerator<HistoryPage> {
  const line = { client, note, chatExternalId: input.chatExternalId };
  if (input.afterExternalId !== null)
    return yield* forward(line, input.afterExternalId, { withAnchor: false });
  let page = await historyPage(line, { direction: "Backward", anchor: null });
  if (!page.isMore) return yield { messages: page.messages, isLast: true, unreadable: page.unreadable };
  for (;;) {
    const oldest = page.messages[0]?.externalId;
    if (oldest === undefined) return yield { messages: [], isLast: true, unreadable: page.unreadable };
    page = await historyPage(line, { direction: "Backward", anchor: oldest });
    const older = page.messages[0]?.externalId;
    const hasMoved = older !== undefined && compareIds(older, oldest) < 0;
    if (!hasMoved) return yield* forward(line, oldest, { withAnchor: true });
    if (!page.isMore) return yield* forward(line, older, { withAnchor: true });
  }
}

/** Asks for the newest message of one chat, to learn whether chats may be read at all. Throws like any request. */
export async function touchHistoryV3(
  client: OzonClient,
  chatExternalId: string,
  tries: number,
): Promise<void> {
  await client.post({
    path: paths.v3.history,
    body: { chat_id: chatExternalId, direction: "Backward", limit: 1 },
    schema: historyV3,
    isRepeatable: true,
    tries,
  });
}

interface Line {
  readonly client: OzonClient;
  readonly note: NoteUnknown;
  readonly chatExternalId: string;
}

/**
 * Ends only when the answer says so and the page was not full, or when nothing new came: `has_next` alone is not
 * trusted in either direction. `withAnchor`: the first page keeps the anchor itself.
 */
async function* forward(
  line: Line,
  from: string,
  { withAnchor }: { withAnchor: boolean },
): AsyncGenerator<HistoryPage> {
  let anchor = from;
  for (let isFirst = true; ; isFirst = false) {
    const page = await historyPage(line, { direction: "Forward", anchor });
    const fresh = page.messages.filter(
      ({ externalId }) => isAfterAnchor(externalId, anchor) || (isFirst && withAnchor && externalId === from),
    );
    const newest = fresh.at(-1)?.externalId;
    const isLast = !page.isMore || newest === undefined || newest === anchor;
    yield { messages: fresh, isLast, unreadable: page.unreadable };
    if (isLast) return;
    anchor = newest;
  }
}

interface RawPage {
  /** Oldest first, each id once. */
  readonly messages: readonly IncomingMessage[];
  readonly isMore: boolean;
  readonly unreadable: readonly UnreadableItem[];
}

async function historyPage(
  line: Line,
  ask: { direction: "Forward" | "Backward"; anchor: string | null },
): Promise<RawPage> {
  const { client, note, chatExternalId } = line;
  return askUntilReadable(async (isLastAsk) => {
    const { body } = await postHistory(line, ask);
    const schema = isLastAsk ? bareMessageV3 : messageV3;
    const { items, unreadable } = readItems(body.messages, schema, "messages");
    const about = { baseUrl: client.baseUrl, note };
    const messages = items
      .map((item) => toMessageFromV3(chatExternalId, item, about))
      .sort((a, b) => compareIds(a.externalId, b.externalId))
      .filter((message, index, all) => message.externalId !== all[index - 1]?.externalId);
    const isMore = body.has_next === true || body.messages.length >= HISTORY_PAGE_SIZE;
    return { messages, isMore, unreadable };
  });
}

async function postHistory(line: Line, ask: { direction: string; anchor: string | null }) {
  const from = ask.anchor === null ? {} : { from_message_id: bareNumber(ask.anchor) };
  try {
    return await line.client.post({
      path: paths.v3.history,
      body: { chat_id: line.chatExternalId, direction: ask.direction, ...from, limit: HISTORY_PAGE_SIZE },
      schema: historyV3,
      isRepeatable: true,
    });
  } catch (error) {
    if (ask.anchor !== null && isRefusedAnchor(error)) throw asKind(error, "cursor_refused");
    throw error;
  }
}
