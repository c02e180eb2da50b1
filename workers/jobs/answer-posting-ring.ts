import { takePosting } from "@/lib/chats/take-postings";
import { isOrdersRefused } from "@/lib/orders/is-refused";
import { enqueue } from "@/lib/queue/enqueue";
import { continueRequest } from "@/lib/request-context";
import { followFailure } from "@/lib/sellers/follow-failure";
import { mayBePolled } from "@/lib/sellers/record-health";
import {
  finishRings,
  listPendingPostingRings,
  type PendingRing,
  postponeRings,
} from "@/lib/webhooks/pending";

type Payload = { seller_id: string; posting_number: string };

/** A ring may speak of what changes nothing; what the marketplace shows later than this, the next pass finds. */
const MOST_LOOKS = 3;

/** Fetches the posting that webhooks rang for. */
export async function answerPostingRing(payload: Payload): Promise<void> {
  const { seller_id: sellerId, posting_number: postingNumber } = payload;
  const rings = await listPendingPostingRings({ sellerId, postingNumber });
  const [first] = rings;
  if (first === undefined) return;
  if (await isOrdersRefused(sellerId)) return finishRings(rings.map((ring) => ring.id));
  if (!(await mayBePolled(sellerId))) return;
  await continueRequest(first.requestId, () => fetchPosting(payload, rings));
}

async function fetchPosting(payload: Payload, rings: readonly PendingRing[]): Promise<void> {
  const isLastLook = rings.every((ring) => ring.attempts >= MOST_LOOKS);
  try {
    const outcome = await takePosting({
      sellerId: payload.seller_id,
      postingNumber: payload.posting_number,
    });
    if (outcome === "changed" || isLastLook) return await finishRings(rings.map((ring) => ring.id));
  } catch (error) {
    await followFailure(payload.seller_id, error);
  }
  const pauseSeconds = await postponeRings(rings);
  if (pauseSeconds !== null) await enqueue("answer-posting-ring", payload, { delayMs: pauseSeconds * 1000 });
}
