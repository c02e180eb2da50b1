import type { OrderPort, PostingFacts } from "../order-port";
import type { OzonClient } from "./client";
import { type NoteUnknown, noteUnknownIn } from "./map";
import { paths } from "./paths";
import { toPostingFacts } from "./posting-facts";
import { readItems } from "./read-items";
import { posting, postingPage } from "./schemas";

/** Order numbers in one request (filter.order_numbers of /v4/posting/fbs/list). */
const ORDERS_A_REQUEST = 100;
/** The list wants a period of at most a year; a chat older than that has no running order. */
const PERIOD_DAYS = 364;

/** FBS and rFBS postings, production paths. FBO orders are not found here: Ozon tells no buyer for them. */
export function createOrderPort(client: OzonClient): OrderPort {
  const note = noteUnknownIn(client.log);
  return {
    async findPostings(orderNumbers) {
      const found: PostingFacts[] = [];
      for (let start = 0; start < orderNumbers.length; start += ORDERS_A_REQUEST) {
        found.push(...(await findBatch(client, note, orderNumbers.slice(start, start + ORDERS_A_REQUEST))));
      }
      return found;
    },
  };
}

async function findBatch(
  client: OzonClient,
  note: NoteUnknown,
  orderNumbers: readonly string[],
): Promise<PostingFacts[]> {
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
        with: { analytics_data: true }, // where the dates of the delivery are
        limit: 100,
        cursor,
        sort_dir: "DESC",
      },
      schema: postingPage,
      isRepeatable: true,
    });
    const { items } = readItems(body.postings, posting, "postings");
    found.push(...items.map((item) => toPostingFacts(item, note)));
    cursor = body.has_next === true ? (body.cursor ?? "") : "";
  } while (cursor !== "" && !seen.has(cursor));
  return found;
}
