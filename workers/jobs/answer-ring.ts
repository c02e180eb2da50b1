import { takeRing } from "@/lib/chats/take-ring";
import { enqueue } from "@/lib/queue/enqueue";
import { followFailure } from "@/lib/sellers/follow-failure";
import { mayBePolled } from "@/lib/sellers/record-health";
import { finishRings, listPendingRings, postponeRings } from "@/lib/webhooks/pending";

/** Fetches the chat that webhooks rang for; one fetch answers all rings that had come by then. */
export async function answerRing(payload: { seller_id: string; chat_external_id: string }): Promise<void> {
  const { seller_id: sellerId, chat_external_id: chatExternalId } = payload;
  const rings = await listPendingRings({ sellerId, chatExternalId });
  if (rings.length === 0 || !(await mayBePolled(sellerId))) return;
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
