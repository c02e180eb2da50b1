import { MarketplaceError } from "../errors";
import type { ChangedPostings, OrderPort, PostingFacts } from "../order-port";
import type { OzonClient } from "./client";
import { newestThatAnswers } from "./generations";
import { noteUnknownIn } from "./map";
import { createOrderActs } from "./order-acts";
import { createOrderDocuments } from "./order-documents";
import { paths } from "./paths";
import { toPostingFacts } from "./posting-facts";
import { type PostingQuery, type Reading, readPostings } from "./posting-pages";
import { onePosting } from "./posting-schemas";

/** Order numbers in one request (filter.order_numbers of /v4/posting/fbs/list). */
const ORDERS_A_REQUEST = 100;
/** The lists want a period of at most a year; a chat older than that has no running order. */
const PERIOD_DAYS = 364;
/** What changed just now may be told a little late, and clocks differ. */
const OVERLAP_MS = 5 * 60_000;
/** Postings of one order that are tried one by one; hardly an order is split into more. */
const MOST_OF_AN_ORDER = 5;

/** Postings and what is done with them, production paths. */
export function createOrderPort(client: OzonClient): OrderPort {
  const reading = { client, note: noteUnknownIn(client.log) };
  return {
    listPostings: ({ cursor, ...query }) => readPostings(reading, query, cursor),
    findPostings: (orderNumbers) => findPostings(reading, orderNumbers),
    findPosting: async (postingNumber) =>
      (await findOwn(reading, postingNumber)) ?? (await findFbo(reading, postingNumber)),
    listChanged: ({ since }) => listChanged(reading, since),
    ...createOrderActs(client),
    ...createOrderDocuments(client),
  };
}

/** FBS and rFBS. FBO orders are not found here: Ozon tells no buyer for them. */
async function findPostings(
  reading: Reading,
  orderNumbers: readonly string[],
): Promise<readonly PostingFacts[]> {
  const found: PostingFacts[] = [];
  for (let start = 0; start < orderNumbers.length; start += ORDERS_A_REQUEST) {
    const order_numbers = orderNumbers.slice(start, start + ORDERS_A_REQUEST);
    const some = await newestThatAnswers(reading.client, [
      { name: "postings of orders", ask: () => readAll(reading, { order_numbers }) },
      { name: "postings one by one", ask: () => findOneByOne(reading, order_numbers) },
    ]);
    found.push(...some);
  }
  return found;
}

async function readAll(reading: Reading, filter: PostingQuery["filter"]): Promise<PostingFacts[]> {
  const found: PostingFacts[] = [];
  // The older list has no such filter and would answer with everything: it is never asked.
  for await (const page of pagesOf(
    reading,
    { ...lastYear(reading.client), filter: filter ?? {} },
    { after: "" },
  ))
    found.push(...page.postings);
  return found;
}

/** A posting's number is its order's with its place behind it. */
async function findOneByOne(reading: Reading, orderNumbers: readonly string[]): Promise<PostingFacts[]> {
  const found: PostingFacts[] = [];
  for (const orderNumber of orderNumbers) {
    for (let place = 1; place <= MOST_OF_AN_ORDER; place++) {
      const one = await findOwn(reading, `${orderNumber}-${place}`);
      if (one === null) break;
      found.push(one);
    }
  }
  return found;
}

function findOwn(reading: Reading, postingNumber: string): Promise<PostingFacts | null> {
  return findBy(reading, { path: paths.posting, kind: "own", postingNumber });
}

function findFbo(reading: Reading, postingNumber: string): Promise<PostingFacts | null> {
  return findBy(reading, { path: paths.fboPosting, kind: "fbo", postingNumber });
}

async function findBy(
  { client, note }: Reading,
  { path, kind, postingNumber }: { path: string; kind: "own" | "fbo"; postingNumber: string },
): Promise<PostingFacts | null> {
  try {
    const { body } = await client.post({
      path,
      body: { posting_number: postingNumber, with: { analytics_data: true, financial_data: true } },
      schema: onePosting,
      isRepeatable: true,
    });
    return toPostingFacts(body, note, kind);
  } catch (error) {
    if (error instanceof MarketplaceError && error.kind === "not_found") return null;
    throw error;
  }
}

async function* listChanged(reading: Reading, since: Date): AsyncGenerator<ChangedPostings> {
  const now = reading.client.now();
  const from = new Date(Math.min(since.getTime(), now.getTime()) - OVERLAP_MS);
  const to = new Date(now.getTime() + OVERLAP_MS);
  const filter = { last_changed_status_date: { from: from.toISOString(), to: to.toISOString() } };
  // The list is ordered by the age of orders: only its last page says that a moment is passed.
  for await (const page of pagesOf(reading, { ...lastYear(reading.client), filter }, null))
    yield { postings: page.postings, until: page.isLast ? now : null };
}

function lastYear(client: OzonClient): PostingQuery {
  const to = client.now();
  return { kind: "own", since: new Date(to.getTime() - PERIOD_DAYS * 86_400_000), to };
}

async function* pagesOf(
  reading: Reading,
  query: PostingQuery,
  first: { after: string } | null,
): AsyncGenerator<{ postings: readonly PostingFacts[]; isLast: boolean }> {
  const seen = new Set<string>();
  let cursor: Parameters<typeof readPostings>[2] = first;
  do {
    seen.add(JSON.stringify(cursor));
    const page = await readPostings(reading, query, cursor);
    cursor = page.cursor;
    const isLast = cursor === null || seen.has(JSON.stringify(cursor));
    yield { postings: page.items, isLast };
    if (isLast) return;
  } while (cursor !== null);
}
