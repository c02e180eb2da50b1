import { takeRing } from "@/lib/chats/take-ring";
import { log } from "@/lib/log";
import { enqueue } from "@/lib/queue/enqueue";
import { continueRequest } from "@/lib/request-context";
import { followFailure } from "@/lib/sellers/follow-failure";
import { mayBePolled } from "@/lib/sellers/record-health";
import { inSpan } from "@/lib/tracing";
import { finishRings, listPendingRings, type PendingRing, postponeRings } from "@/lib/webhooks/pending";

type Payload = { seller_id: string; chat_external_id: string };

/** Fetches the chat that webhooks rang for; one fetch answers all rings that had come by then. */
export async function answerRing(payload: Payload): Promise<void> {
  const { seller_id: sellerId, chat_external_id: chatExternalId } = payload;
  const rings = await listPendingRings({ sellerId, chatExternalId });
  const [first] = rings;
  if (first === undefined || !(await mayBePolled(sellerId))) return;
  if (rings.length > 1)
    log().info(
      { seller_id: sellerId, rings: rings.map((ring) => ring.requestId) },
      "rings answered together",
    );
  // As part of the call that rang first, so that one id follows it to the stored message.
  await continueRequest(first.requestId, () =>
    inSpan({ name: "answer ring", kind: "internal", attributes: { "prilavok.seller_id": sellerId } }, () =>
      fetchChat(payload, rings),
    ),
  );
}

async function fetchChat(payload: Payload, rings: readonly PendingRing[]): Promise<void> {
  const { seller_id: sellerId, chat_external_id: chatExternalId } = payload;
  const messageExternalIds = rings.flatMap((ring) =>
    ring.messageExternalId === null ? [] : [ring.messageExternalId],
  );
  try {
    const outcome = await takeRing({ sellerId, chatExternalId, messageExternalIds });
    if (outcome !== "not_yet") return await finishRings(rings.map((ring) => ring.id));
  } catch (error) {
    await followFailure(sellerId, error);
  }
  const pauseSeconds = await postponeRings(rings);
  if (pauseSeconds !== null) await enqueue("answer-ring", payload, { delayMs: pauseSeconds * 1000 });
}
