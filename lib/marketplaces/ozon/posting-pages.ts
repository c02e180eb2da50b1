import { z } from "zod";
import type { Cursor } from "../cursor";
import { MarketplaceError } from "../errors";
import type { PostingFacts } from "../order-port";
import type { PortPage } from "../port-page";
import type { OzonClient } from "./client";
import { asKind, isMethodGone } from "./errors";
import { newestThatAnswers } from "./generations";
import type { NoteUnknown } from "./map";
import { paths } from "./paths";
import { toPostingFacts } from "./posting-facts";
import { barePostings, posting, postingPage } from "./posting-schemas";
import { readItems } from "./read-items";

export interface Reading {
  readonly client: OzonClient;
  readonly note: NoteUnknown;
}

/** Postings of one kind in a time of ordering, newest first. */
export interface PostingQuery {
  readonly kind: "own" | "fbo";
  readonly since: Date;
  readonly to: Date;
  /** More of the filter, of the seller's own postings. */
  readonly filter?: Readonly<Record<string, unknown>>;
}

type Page = PortPage<PostingFacts>;

/**
 * Where the next page begins: the newer lists give a mark, the older ones count; `to`: from the orders of this moment on,
 * where what is newer was more than can be counted.
 */
const cursorShape = z.union([
  z.object({ after: z.string() }),
  z.object({ offset: z.number().int(), to: z.iso.datetime().optional() }),
]);

const PAGE = 100;
/** The older lists take more at once, and count no further than so many. */
const OLD_PAGE = 1000;
const MOST_OFFSET = 20_000;
/** Dates, region and warehouse are in the one, prices and commissions in the other. */
const WITH = { analytics_data: true, financial_data: true };

/**
 * One page. `cursor` null: from the top, by the newest list this account has; a later page by the list that gave the
 * first. Throws `cursor_refused` where that list ended meanwhile.
 */
export async function readPostings(reading: Reading, query: PostingQuery, cursor: Cursor | null) {
  const from = cursor === null ? null : (cursorShape.safeParse(cursor).data ?? null);
  if (from === null) {
    return newestThatAnswers(reading.client, [
      { name: `${query.kind} postings by mark`, ask: () => newerPage(reading, query, "") },
      { name: `${query.kind} postings by count`, ask: () => olderPage(reading, query, { offset: 0 }) },
    ]);
  }
  try {
    return await ("after" in from ? newerPage(reading, query, from.after) : olderPage(reading, query, from));
  } catch (error) {
    if (error instanceof MarketplaceError && isMethodGone(error)) throw asKind(error, "cursor_refused");
    throw error;
  }
}

async function newerPage(reading: Reading, query: PostingQuery, after: string): Promise<Page> {
  const { body } = await reading.client.post({
    path: query.kind === "own" ? paths.postings : paths.fboPostings,
    body: { filter: toFilter(query), with: WITH, limit: PAGE, cursor: after, sort_dir: "DESC" },
    schema: postingPage,
    isRepeatable: true,
  });
  // A mark that comes again ends the list: the marketplace would go round in circles.
  const next = body.has_next === true && body.cursor !== after ? body.cursor : null;
  return toPage(reading, query, body.postings, next === null ? null : { after: next });
}

interface Place {
  readonly offset: number;
  readonly to?: string | undefined;
}

async function olderPage(reading: Reading, asked: PostingQuery, { offset, to }: Place): Promise<Page> {
  const query = to === undefined ? asked : { ...asked, to: new Date(to) };
  const body = { filter: toFilter(query), with: WITH, limit: OLD_PAGE, offset, dir: "DESC" };
  const { postings, hasNext } =
    query.kind === "own" ? await olderOwn(reading, body) : await olderFbo(reading, body);
  const next = offset + OLD_PAGE;
  const page = toPage(reading, query, postings, null);
  if (!hasNext) return page;
  if (next <= MOST_OFFSET)
    return { ...page, cursor: to === undefined ? { offset: next } : { offset: next, to } };
  return { ...page, cursor: goOnBefore(query, page.items) };
}

/** A period with more than can be counted is read on from its oldest order; null: there is none to go on from. */
function goOnBefore(query: PostingQuery, items: readonly PostingFacts[]): Cursor | null {
  const oldest = Math.min(...items.flatMap(({ orderedAt }) => orderedAt?.getTime() ?? []));
  // Orders of the same moment are told twice rather than never.
  const to = new Date(oldest + 1);
  return Number.isFinite(oldest) && to < query.to ? { offset: 0, to: to.toISOString() } : null;
}

type OlderBody = Readonly<Record<string, unknown>>;

async function olderOwn({ client }: Reading, body: OlderBody) {
  const call = { path: paths.oldPostings, body, schema: postingPage, isRepeatable: true };
  const answer = (await client.post(call)).body;
  return { postings: answer.postings, hasNext: answer.has_next === true };
}

/** Says nothing of a next page: a full one has one. */
async function olderFbo({ client }: Reading, body: OlderBody) {
  const call = { path: paths.oldFboPostings, body, schema: barePostings, isRepeatable: true };
  const postings = (await client.post(call)).body.result;
  return { postings, hasNext: postings.length >= OLD_PAGE };
}

function toFilter({ since, to, filter }: PostingQuery) {
  return { since: since.toISOString(), to: to.toISOString(), ...filter };
}

function toPage(
  { note }: Reading,
  { kind }: PostingQuery,
  raw: readonly unknown[],
  cursor: Cursor | null,
): Page {
  const { items, unreadable } = readItems(raw, posting, "postings");
  return { items: items.map((item) => toPostingFacts(item, note, kind)), cursor, total: null, unreadable };
}
