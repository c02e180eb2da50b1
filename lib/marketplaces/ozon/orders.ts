import type { OrderPort, PostingFacts } from "../ports";
import type { OzonClient } from "./client";
import { paths } from "./paths";
import { readItems } from "./read-items";
import { posting, postingPage } from "./schemas";

/** Order numbers in one request (filter.order_numbers of /v4/posting/fbs/list). */
const ORDERS_A_REQUEST = 100;
/** The list wants a period of at most a year; a chat older than that has no running order. */
const PERIOD_DAYS = 364;

/** States from payment until the buyer has it: the seller may write in all of them (Ozon's rules for FBS and rFBS). */
const OPEN_STATES = new Set([
  "awaiting_registration",
  "acceptance_in_progress",
  "awaiting_approve",
  "awaiting_packaging",
  "awaiting_deliver",
  "arbitration",
  "client_arbitration",
  "delivering",
  "driver_pickup",
  "sent_by_seller",
  "awaiting_verification",
]);

/** FBS and rFBS postings, production paths. FBO orders are not found here: Ozon tells no buyer for them. */
export function createOrderPort(client: OzonClient): OrderPort {
  return {
    async findPostings(orderNumbers) {
      const found: PostingFacts[] = [];
      for (let start = 0; start < orderNumbers.length; start += ORDERS_A_REQUEST) {
        found.push(...(await findBatch(client, orderNumbers.slice(start, start + ORDERS_A_REQUEST))));
      }
      return found;
    },
  };
}

async function findBatch(client: OzonClient, orderNumbers: readonly string[]): Promise<PostingFacts[]> {
  const to = client.now();
  const since = new Date(to.getTime() - PERIOD_DAYS * 86_400_000);
  const found: PostingFacts[] = [];
  const seen = new Set<string>();
  let cursor = "";
  do {
    seen.add(cursor);
    const { body } = await client.post({
      path: paths.v4.postings,
      body: {
        filter: { since: since.toISOString(), to: to.toISOString(), order_numbers: [...orderNumbers] },
        limit: 100,
        cursor,
        sort_dir: "DESC",
      },
      schema: postingPage,
      isRepeatable: true,
    });
    const { items } = readItems(body.postings, posting, "postings");
    for (const item of items) {
      found.push({
        orderNumber: item.order_number,
        postingNumber: item.posting_number,
        buyerName: item.customer?.name ?? item.addressee?.name ?? null,
        isOpen: OPEN_STATES.has(item.status.toLowerCase()),
      });
    }
    cursor = body.has_next === true ? (body.cursor ?? "") : "";
  } while (cursor !== "" && !seen.has(cursor));
  return found;
}
