import { MarketplaceError } from "../errors";
import type { ChangedPostings, OrderPort, PostingFacts } from "../order-port";
import type { OzonClient } from "./client";
import { type NoteUnknown, noteUnknownIn } from "./map";
import { paths } from "./paths";
import { toPostingFacts } from "./posting-facts";
import { readItems } from "./read-items";
import { onePosting, posting, postingPage } from "./schemas";

/** Order numbers in one request (filter.order_numbers of /v4/posting/fbs/list). */
const ORDERS_A_REQUEST = 100;
/** The list wants a period of at most a year; a chat older than that has no running order. */
const PERIOD_DAYS = 364;
/** What changed just now may be told a little late, and clocks differ. */
const OVERLAP_MS = 5 * 60_000;

interface Reading {
  readonly client: OzonClient;
  readonly note: NoteUnknown;
}

/** FBS and rFBS postings, production paths. FBO orders are not found here: Ozon tells no buyer for them. */
export function createOrderPort(client: OzonClient): OrderPort {
  const reading = { client, note: noteUnknownIn(client.log) };
  return {
    async findPostings(orderNumbers) {
      const found: PostingFacts[] = [];
      for (let start = 0; start < orderNumbers.length; start += ORDERS_A_REQUEST) {
        const order_numbers = orderNumbers.slice(start, start + ORDERS_A_REQUEST);
        for await (const page of listPostings(reading, { order_numbers })) found.push(...page.postings);
      }
      return found;
    },
    findPosting: (postingNumber) => findPosting(reading, postingNumber),
    listChanged: ({ since }) => listChanged(reading, since),
  };
}

async function findPosting({ client, note }: Reading, postingNumber: string): Promise<PostingFacts | null> {
  try {
    const { body } = await client.post({
      path: paths.posting,
      body: { posting_number: postingNumber, with: { analytics_data: true } },
      schema: onePosting,
      isRepeatable: true,
    });
    return toPostingFacts(body, note);
  } catch (error) {
    if (error instanceof MarketplaceError && error.kind === "not_found") return null;
    throw error;
  }
}

async function* listChanged(reading: Reading, since: Date): AsyncGenerator<ChangedPostings> {
  const now = reading.client.now();
  const from = new Date(Math.min(since.getTime(), now.getTime()) - OVERLAP_MS);
  const to = new Date(now.getTime() + OVERLAP_MS);
  const last_changed_status_date = { from: from.toISOString(), to: to.toISOString() };
  // The list is ordered by the age of orders: only its last page says that a moment is passed.
  for await (const page of listPostings(reading, { last_changed_status_date }))
    yield { postings: page.postings, until: page.isLast ? now : null };
}

/** Pages of the list. A cursor that comes again ends it: the marketplace would go round in circles. */
async function* listPostings(
  { client, note }: Reading,
  filter: Readonly<Record<string, unknown>>,
): AsyncGenerator<{ postings: readonly PostingFacts[]; isLast: boolean }> {
  const to = client.now();
  const since = new Date(to.getTime() - PERIOD_DAYS * 86_400_000);
  const seen = new Set<string>();
  let cursor = "";
  do {
    seen.add(cursor);
    const { body } = await client.post({
      path: paths.postings,
      body: {
        filter: { since: since.toISOString(), to: to.toISOString(), ...filter },
        with: { analytics_data: true }, // where the dates of the delivery and the region are
        limit: 100,
        cursor,
        sort_dir: "DESC",
      },
      schema: postingPage,
      isRepeatable: true,
    });
    const { items } = readItems(body.postings, posting, "postings");
    cursor = body.has_next === true ? (body.cursor ?? "") : "";
    const isLast = cursor === "" || seen.has(cursor);
    yield { postings: items.map((item) => toPostingFacts(item, note)), isLast };
  } while (cursor !== "" && !seen.has(cursor));
}
