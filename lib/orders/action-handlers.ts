import { z } from "zod";
import type { ActionHandler, ActionWork, ItemSight, WorkItem } from "../actions/handler";
import { takeShownPostings } from "../chats/take-postings";
import type { OrderPort, PostingFacts, PostingProduct } from "../marketplaces/order-port";

const payload = z.object({
  products: z.array(
    z.object({
      name: z.string(),
      sku: z.string().nullish(),
      offer_id: z.string().nullish(),
      quantity: z.number().int(),
    }),
  ),
});

/** What is sent of a posting, as it stood when somebody asked for it. */
function productsOf(item: WorkItem): PostingProduct[] {
  return payload.parse(item.payload).products.map(({ name, sku, offer_id, quantity }) => ({
    name,
    sku: sku ?? null,
    offerId: offer_id ?? null,
    quantity,
    price: null,
    currency: null,
  }));
}

/** One by one: what the marketplace answers to a request is about one posting. */
export const assembleHandler: ActionHandler = {
  kind: "assemble_orders",
  batch: 1,
  isAbsolute: false,
  send: (work) =>
    eachOf(work, (orders, item) =>
      orders.assemble({ postingNumber: item.subject, products: productsOf(item) }),
    ),
  look: (work) => lookAt(work, judgeAssembled),
};

export const handOverHandler: ActionHandler = {
  kind: "hand_over_orders",
  batch: 20,
  isAbsolute: false,
  send: ({ marketplace, items }) => ordersOf(marketplace).handOver(items.map((item) => item.subject)),
  look: (work) => lookAt(work, judgeHandedOver),
};

export const cancelHandler: ActionHandler = {
  kind: "cancel_orders",
  batch: 1,
  isAbsolute: false,
  send: (work) =>
    eachOf(work, (orders, item) =>
      orders.cancel({
        postingNumber: item.subject,
        reasonId: String(work.terms.reason_id),
        text: work.terms.text === null || work.terms.text === undefined ? null : String(work.terms.text),
      }),
    ),
  look: (work) => lookAt(work, judgeCancelled),
};

type Verdict = Pick<ItemSight, "verdict" | "theirText">;
const pending: Verdict = { verdict: "pending", theirText: null };
const done: Verdict = { verdict: "done", theirText: null };

/** 200 was no success: the posting itself says whether it is packed, and a failed try must be begun anew. */
function judgeAssembled(posting: PostingFacts): Verdict {
  if (posting.substatus !== null && /ship_failed/.test(posting.substatus))
    return { verdict: "not_done", theirText: posting.substatus };
  if (posting.stage === "cancelled") return { verdict: "not_done", theirText: posting.status };
  return posting.acts.includes("assemble") || posting.stage === "awaiting" ? pending : isUnderWay(posting);
}

/** Assembling goes on at the marketplace while its state has not moved. */
function isUnderWay(posting: PostingFacts): Verdict {
  const isPacked = posting.acts.includes("hand_over") || posting.acts.includes("label");
  return isPacked || posting.stage !== "packing" ? done : pending;
}

/** Announced for the carrier, or with it already. What the carrier did not take along waits for the next one. */
function judgeHandedOver(posting: PostingFacts): Verdict {
  if (posting.stage === "cancelled") return { verdict: "not_done", theirText: posting.status };
  if (posting.handedOverAt !== null || posting.stage === "shipped") return done;
  const isLeftBehind = posting.substatus !== null && /not_in_carriage/.test(posting.substatus);
  return posting.acts.includes("hand_over") && posting.stage === "packing" && !isLeftBehind ? done : pending;
}

function judgeCancelled(posting: PostingFacts): Verdict {
  if (posting.state === "cancelled") return done;
  return posting.state === "delivered" ? { verdict: "not_done", theirText: posting.status } : pending;
}

async function lookAt(
  { sellerId, marketplace, items }: ActionWork,
  judge: (posting: PostingFacts) => Verdict,
): Promise<ItemSight[]> {
  const sights: ItemSight[] = [];
  for (const item of items) {
    const posting = await ordersOf(marketplace).findPosting(item.subject);
    if (posting === null) {
      sights.push({ position: item.position, ...pending, seen: null });
      continue;
    }
    await takeShownPostings({ sellerId, marketplace, postings: [posting] });
    const seen = { status: posting.status, stage: posting.stage, substatus: posting.substatus };
    sights.push({ position: item.position, ...judge(posting), seen });
  }
  return sights;
}

async function eachOf(
  { marketplace, items }: ActionWork,
  send: (orders: OrderPort, item: WorkItem) => ReturnType<OrderPort["assemble"]>,
) {
  const outcomes = [];
  for (const item of items) outcomes.push(await send(ordersOf(marketplace), item));
  return outcomes;
}

function ordersOf(marketplace: ActionWork["marketplace"]): OrderPort {
  if (marketplace.orders === undefined) throw new Error("orders of a marketplace that has none");
  return marketplace.orders;
}
