import type { z } from "zod";
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
  return toSendResult(body.result, paths.sendText);
}

/** What an answer to a sending says. Throws with an unknown effect for one that nobody has seen. */
export function toSendResult(result: z.output<typeof sent>["result"], method: string): SendResult {
  if (typeof result !== "string") {
    const message = sentMessage.parse(result);
    return { externalId: message.message_id, sentAt: message.created_at };
  }
  if (result.toLowerCase() === "success") return { externalId: null, sentAt: null };
  // 200 with another word: the message may well be out.
  throw new MarketplaceError({
    kind: "unexpected_answer",
    effect: "unknown",
    method,
    httpStatus: 200,
    theirText: result.slice(0, 200),
  });
}
