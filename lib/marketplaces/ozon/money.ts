import type { UnreadableItem } from "../cursor";
import { MarketplaceError } from "../errors";
import type { BookedDays, MoneyFacts, MoneyPort } from "../money-port";
import { readAccrualTypes } from "./accrual-types";
import { type AccrualTypes, accrualLines } from "./accruals";
import type { OzonClient } from "./client";
import { newestThatAnswers } from "./generations";
import { mergeEntries } from "./money-lines";
import { dayOf, operationLines } from "./money-operations";
import { accrual, accrualPage, operation, operationPage } from "./money-schemas";
import { paths } from "./paths";
import { readItems } from "./read-items";

/** The earliest day that /v1/finance/accrual/by-day knows. */
const FIRST_DAY = "2022-01-01";
/** Of the older list: 1000 is the most of a page, a month the most of a period. */
const OPERATIONS_A_PAGE = 1_000;
/** Days of the older list asked for at once; with the margin on both sides it fits into the shortest month. */
const WINDOW_DAYS = 26;
/** More pages than this and the window is halved: what is read is kept only when its days are whole. */
const MOST_PAGES = 20;
/** No day has so many pages; a cursor that leads in circles must end. */
const ENDLESS = 10_000;
/** A day cannot be halved: it is read whatever it holds. */
const ANY_PAGES = Number.POSITIVE_INFINITY;

const NO_TYPES: AccrualTypes = new Map();

type Period = Parameters<MoneyPort["listDays"]>[0];

/** The account with the seller: accruals by day, on accounts without that method the older list of operations. */
export function createMoneyPort(client: OzonClient): MoneyPort {
  return {
    listDays: (period) =>
      newestThatAnswers(client, [
        { name: paths.money.byDay, ask: () => listAccruals(client, period.to) },
        { name: paths.money.transactions, ask: () => listOperations(client, period) },
      ]),
  };
}

/** One day, all its pages: their cursor lives for a quarter of an hour. */
async function listAccruals(client: OzonClient, day: string): Promise<BookedDays> {
  if (day < FIRST_DAY) return { from: day, to: day, entries: [], unreadable: [] };
  const entries: MoneyFacts[][] = [];
  const unreadable: UnreadableItem[] = [];
  const seen = new Set<string>();
  let lastId = "";
  do {
    seen.add(lastId);
    const { body } = await client.post({
      path: paths.money.byDay,
      body: { date: day, last_id: lastId },
      schema: accrualPage,
      isRepeatable: true,
    });
    const page = readItems(body.accruals, accrual, "accruals");
    const types = page.items.length === 0 ? NO_TYPES : await readAccrualTypes(client);
    entries.push(...page.items.map((item) => accrualLines(item, day, types)));
    unreadable.push(...page.unreadable);
    lastId = body.accruals.length === 0 ? "" : (body.last_id ?? "");
  } while (lastId !== "" && !seen.has(lastId) && seen.size < ENDLESS);
  return { from: day, to: day, entries: mergeEntries(entries), unreadable };
}

/** As many days as one window holds. A window that is too much is halved, down to a day. */
async function listOperations(client: OzonClient, { from, to }: Period): Promise<BookedDays> {
  const start = laterOf(from, shiftDay(to, 1 - WINDOW_DAYS));
  for (let first = start; ; first = middleOf(first, to)) {
    const isOneDay = first >= to;
    const found = await listWindow(client, { from: first, to }, isOneDay ? ANY_PAGES : MOST_PAGES);
    if (found !== null) return found;
  }
}

/**
 * Days begin in Ozon's own zone, the filter is in UTC: a day more is asked for on both sides, and only what is booked
 * within the window is kept. Null: it has too many pages, or the marketplace calls it too long.
 */
async function listWindow(
  client: OzonClient,
  { from, to }: Period,
  mostPages: number,
): Promise<BookedDays | null> {
  const entries: MoneyFacts[][] = [];
  const unreadable: UnreadableItem[] = [];
  for (let page = 1; ; page++) {
    const body = await askOperations(client, { from, to, page }, mostPages < ANY_PAGES);
    if (body === null || (body.page_count ?? 0) > mostPages) return null;
    const read = readItems(body.operations, operation, "operations");
    unreadable.push(...read.unreadable);
    for (const item of read.items) {
      const day = dayOf(item);
      if (day === null) unreadable.push({ where: "operations", problem: "operation_date: invalid" });
      else if (day >= from && day <= to) entries.push(operationLines(item, day));
    }
    const pages = body.page_count ?? page + (body.operations.length < OPERATIONS_A_PAGE ? 0 : 1);
    if (page >= pages || body.operations.length === 0) break;
  }
  return { from, to, entries: mergeEntries(entries), unreadable };
}

async function askOperations(
  client: OzonClient,
  { from, to, page }: Period & { page: number },
  mayBeHalved: boolean,
) {
  try {
    const { body } = await client.post({
      path: paths.money.transactions,
      body: {
        filter: {
          date: { from: `${shiftDay(from, -1)}T00:00:00.000Z`, to: `${shiftDay(to, 1)}T23:59:59.999Z` },
          transaction_type: "all",
        },
        page,
        page_size: OPERATIONS_A_PAGE,
      },
      schema: operationPage,
      isRepeatable: true,
    });
    return body;
  } catch (error) {
    const isTooLong =
      error instanceof MarketplaceError && /too long|one month|период/i.test(error.theirText ?? "");
    if (!isTooLong || !mayBeHalved) throw error;
    return null;
  }
}

const DAY_MS = 86_400_000;

function shiftDay(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Of two halves the later begins here; it is always a day nearer to the end. */
function middleOf(from: string, to: string): string {
  const days = Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
  return shiftDay(to, -Math.floor((days - 1) / 2));
}

function laterOf(a: string, b: string): string {
  return a > b ? a : b;
}
