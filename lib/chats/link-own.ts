import type { Tx } from "../db/transaction";
import type { IncomingMessage } from "../marketplaces/ports";

/** A message of ours that left (or may have left) and has no id of the marketplace yet. */
export interface UnlinkedMessage {
  readonly id: string;
  readonly chatId: string;
  readonly text: string;
  readonly claimedAt: Date;
}

export interface SellerMessage {
  readonly chatId: string;
  readonly externalId: string;
  readonly text: string;
  readonly createdAt: Date;
}

/** Clocks of ours and theirs may differ by this much, in milliseconds. */
const CLOCK_SKEW_MS = 2 * 60_000;
/** A request that hung may be carried out this much later than it was sent, in milliseconds. */
const LATEST_MS = 15 * 60_000;

/** Whether two texts are the same message: marketplaces trim and fold white space. */
export function isSameText(a: string, b: string): boolean {
  return fold(a) === fold(b);
}

function fold(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}

/**
 * Pairs messages of the seller in the marketplace's history with our rows that lack an id: same chat, same text,
 * about the same time; of several rows the one nearest in time. Each row and each message is used once.
 * What stays unpaired was written in the marketplace's own cabinet.
 */
export function pairOwn(
  unlinked: readonly UnlinkedMessage[],
  shown: readonly SellerMessage[],
): Array<{ id: string; externalId: string }> {
  const free = new Set(unlinked);
  const pairs: Array<{ id: string; externalId: string }> = [];
  for (const message of [...shown].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime())) {
    const row = nearest([...free], message);
    if (row === null) continue;
    free.delete(row);
    pairs.push({ id: row.id, externalId: message.externalId });
  }
  return pairs;
}

function nearest(rows: readonly UnlinkedMessage[], message: SellerMessage): UnlinkedMessage | null {
  const distance = (row: UnlinkedMessage) => Math.abs(message.createdAt.getTime() - row.claimedAt.getTime());
  const fitting = rows.filter((row) => {
    const laterBy = message.createdAt.getTime() - row.claimedAt.getTime();
    const isInTime = laterBy >= -CLOCK_SKEW_MS && laterBy <= LATEST_MS;
    return isInTime && row.chatId === message.chatId && isSameText(row.text, message.text);
  });
  return fitting.reduce<UnlinkedMessage | null>(
    (best, row) => (best === null || distance(row) < distance(best) ? row : best),
    null,
  );
}

/**
 * Gives our rows the ids under which the marketplace's history shows them, which also settles those whose answer was
 * lost. The chats must be locked by the caller. Answers the ids of the rows that changed.
 */
export async function linkOwnMessages(
  tx: Tx,
  input: { chatIds: ReadonlyMap<string, string>; messages: readonly IncomingMessage[] },
): Promise<string[]> {
  const ours = input.messages.filter((message) => message.author.type === "seller");
  if (ours.length === 0) return [];
  const shown = ours.map((message) => ({
    ...message,
    chatId: input.chatIds.get(message.chatExternalId) ?? "",
  }));
  const chatIds = [...new Set(shown.map((message) => message.chatId))];
  const unlinked = await tx.sql.message.findMany({
    where: {
      chatId: { in: chatIds },
      direction: "outbound",
      externalId: null,
      claimedAt: { not: null },
      status: { in: ["sending", "sent", "unconfirmed"] },
    },
    select: { id: true, chatId: true, text: true, claimedAt: true },
  });
  if (unlinked.length === 0) return [];
  const taken = await tx.sql.message.findMany({
    where: { chatId: { in: chatIds }, externalId: { in: shown.map((message) => message.externalId) } },
    select: { chatId: true, externalId: true },
  });
  const known = new Set(taken.map((row) => `${row.chatId} ${row.externalId}`));
  const fresh = shown.filter((message) => !known.has(`${message.chatId} ${message.externalId}`));
  const pairs = pairOwn(
    unlinked.flatMap((row) => (row.claimedAt === null ? [] : [{ ...row, claimedAt: row.claimedAt }])),
    fresh,
  );
  for (const pair of pairs) {
    await tx.sql.message.update({
      where: { id: pair.id },
      data: { externalId: pair.externalId, status: "sent", errorCode: null, errorText: null, dueAt: null },
    });
  }
  return pairs.map((pair) => pair.id);
}
