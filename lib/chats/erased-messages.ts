import type { Tx } from "../db/transaction";
import type { IncomingMessage } from "../marketplaces/ports";

/** Before any message. */
const NEVER = new Date(-8.64e15);

/** Up to when a chat was emptied, if it was. */
export interface EmptiedUntil {
  readonly external_id: string;
  readonly erased_at: Date | null;
  readonly erased_own_until: Date | null;
}

/** What a chat was emptied of never comes back, however often the marketplace shows it. By the chats' external ids. */
export function withoutErased(
  messages: readonly IncomingMessage[],
  erased: ReadonlyMap<string, EmptiedUntil>,
): IncomingMessage[] {
  return messages.filter(
    (message) => message.createdAt > (erased.get(message.chatExternalId)?.erased_at ?? NEVER),
  );
}

/**
 * Replies that left before their chat was emptied are shown with a time after that moment. Within the time in which
 * they may be, what the seller said is taken in only where a row of ours is that message.
 */
export async function withoutErasedOwn(
  tx: Tx,
  input: {
    chatIds: ReadonlyMap<string, string>;
    messages: readonly IncomingMessage[];
    erased: ReadonlyMap<string, EmptiedUntil>;
  },
): Promise<readonly IncomingMessage[]> {
  const isDoubtful = (message: IncomingMessage) =>
    message.author.type === "seller" &&
    message.createdAt <= (input.erased.get(message.chatExternalId)?.erased_own_until ?? NEVER);
  const doubtful = input.messages.filter(isDoubtful);
  if (doubtful.length === 0) return input.messages;
  const nameOf = (chatId: string | undefined, externalId: string | null) => `${chatId} ${externalId}`;
  const rows = await tx.sql.message.findMany({
    where: {
      chatId: { in: [...input.chatIds.values()] },
      externalId: { in: doubtful.map((message) => message.externalId) },
    },
    select: { chatId: true, externalId: true },
  });
  const ours = new Set(rows.map((row) => nameOf(row.chatId, row.externalId)));
  return input.messages.filter(
    (message) =>
      !isDoubtful(message) || ours.has(nameOf(input.chatIds.get(message.chatExternalId), message.externalId)),
  );
}
