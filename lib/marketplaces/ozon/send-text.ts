import { MarketplaceError } from "../errors";
import type { SendResult } from "../ports";
import type { OzonClient } from "./client";
import { paths } from "./paths";
import { sent, sentMessage } from "./schemas";

/**
 * One request, never a second: what becomes of a lost answer is for the product to settle from the history.
 * v1 answers with the message's id, production with the bare word "success". Throws with an exact `effect`.
 */
export async function sendText(
  client: OzonClient,
  input: { chatExternalId: string; text: string },
): Promise<SendResult> {
  const { body } = await client.post({
    path: paths.sendText,
    body: { chat_id: input.chatExternalId, text: input.text },
    schema: sent,
    isRepeatable: false,
    chatExternalId: input.chatExternalId,
    tries: 1,
  });
  if (typeof body.result !== "string") {
    const message = sentMessage.parse(body.result);
    return { externalId: message.message_id, sentAt: message.created_at };
  }
  if (body.result.toLowerCase() === "success") return { externalId: null, sentAt: null };
  // 200 with another word: nobody has seen it, and the message may well be out.
  throw new MarketplaceError({
    kind: "unexpected_answer",
    effect: "unknown",
    method: paths.sendText,
    httpStatus: 200,
    theirText: body.result.slice(0, 200),
  });
}
