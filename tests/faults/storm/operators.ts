import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Api } from "../../support/api";
import type { Dice } from "./dice";

/** A reply as an operator's program sends it. */
export interface Reply {
  readonly sellerId: string;
  readonly chatId: string;
  readonly text: string;
  readonly key: string;
}

/** A key whose first call was cut off is held for a minute; only then may the same call be made anew. */
const PATIENCE_MS = 150_000;
const ASK_AGAIN_MS = 500;
const REPLY_SIZE = 9_999;

/** Texts that cannot be taken for each other; each is sent by one accepted call. */
export function planReplies(
  chats: readonly { sellerId: string; chatIds: readonly string[]; replies: number }[],
  dice: Dice,
): Reply[] {
  const all = chats.flatMap(({ sellerId, chatIds, replies }) => {
    const turns = dice.shuffle(chatIds);
    return Array.from({ length: replies }, (_, index) => ({
      sellerId,
      // Turn by turn: a message in doubt holds up the next one of its chat.
      chatId: turns[index % turns.length] ?? "",
      text: `Ответ ${dice.whole(0, REPLY_SIZE)}-${randomUUID().slice(0, 8)}`,
      key: randomUUID(),
    }));
  });
  return dice.shuffle(all);
}

/** Sends the replies one after another over `forMs`, each until it is accepted. Rejects when one never is. */
export async function letOperatorsAnswer(
  replies: readonly Reply[],
  { api, forMs }: { api: Api; forMs: number },
): Promise<void> {
  const beganAt = Date.now();
  const sending: Promise<void>[] = [];
  for (const [index, reply] of replies.entries()) {
    sending.push(sendUntilAccepted(api, reply));
    const aheadMs = ((index + 1) / replies.length) * forMs - (Date.now() - beganAt);
    if (aheadMs > 0) await pause(aheadMs);
  }
  const ended = await Promise.allSettled(sending);
  const refused = ended.find((one) => one.status === "rejected");
  if (refused !== undefined) throw refused.reason;
}

/** The same call with the same key, as often as it takes: a lost answer must not make a second message. */
async function sendUntilAccepted(api: Api, { chatId, text, key }: Reply): Promise<void> {
  let last = "";
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await pause(ASK_AGAIN_MS)) {
    try {
      const headers = { "idempotency-key": key };
      const answer = await api.post(`/api/chats/${chatId}/messages`, { text }, { headers });
      if (answer.status === 202) return;
      last = `${answer.status} ${answer.text}`;
      // 409: the first call with this key has not been answered; 5xx: something is being killed just now.
      if (answer.status < 500 && answer.status !== 409) break;
    } catch (error) {
      last = String(error); // nobody listens, or the line was cut
    }
  }
  throw new Error(`a reply was not accepted: ${last}`);
}
