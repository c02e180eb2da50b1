import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { listMoneyEntries } from "@/lib/finance/entries";
import { financeCsv } from "@/lib/finance/finance-csv";
import { financeByOrder, financeByProduct } from "@/lib/finance/grouped";
import { moneySection } from "@/lib/finance/sections";
import { financeTotals } from "@/lib/finance/totals";
import { runSection } from "@/lib/sync/run-section";
import type { Dialect } from "../../../sandbox/model";
import { ownDatabase } from "../../support/database";
import {
  type ConnectedSeller,
  makeAdmin,
  makeConnectedSeller,
  makeOperator,
  type Person,
} from "../../support/factories";
import { ownSandbox } from "../../support/sandbox";

ownDatabase();
const sandbox = ownSandbox({ enforceLimits: false });
const market = { products: 40, warehouses: 4, orders: 900, days: 100 };
const DAY_MS = 86_400_000;
const dayText = (back: number) =>
  new Date(Date.now() + 3 * 3_600_000 - back * DAY_MS).toISOString().slice(0, 10);
const period = { from: dayText(80), to: dayText(0) };

let admin: Person;
const sellers = {} as Record<Dialect, ConnectedSeller>;

beforeAll(async () => {
  admin = await makeAdmin();
  for (const dialect of ["v3", "v1"] as const) {
    sellers[dialect] = await makeConnectedSeller({
      sandbox: sandbox(),
      dialect,
      seed: { market },
      isBackfilled: false,
    });
    await takeIn(sellers[dialect].id);
  }
});

/** A whole pass of the account, as its jobs would take it in. */
async function takeIn(sellerId: string): Promise<void> {
  await db().sectionSync.upsert({
    where: { sellerId_section: { sellerId, section: "money" } },
    create: { sellerId, section: "money" },
    update: { nextAt: new Date(0) },
  });
  while ((await runSection({ sellerId, reader: moneySection })) === "more");
  const row = await db().sectionSync.findUniqueOrThrow({
    where: { sellerId_section: { sellerId, section: "money" } },
  });
  expect(row).toMatchObject({ cursor: null, errorCode: null, failures: 0 });
}

async function ask({ account }: ConnectedSeller, path: string, body: object) {
  const response = await fetch(`${process.env.OZON_API_URL}${path}`, {
    method: "POST",
    headers: {
      "client-id": account.client_id,
      "api-key": account.api_key,
      "content-type": "application/json",
    },
    body: JSON.stringify(body),
  });
  return response.json();
}

/** What the marketplace itself says of the period, in kopecks: every accrual's total. */
async function sumOfAccruals(seller: ConnectedSeller): Promise<bigint> {
  let sum = 0n;
  for (let back = 80; back >= 0; back--) {
    for (let last_id = ""; ; ) {
      const page = await ask(seller, "/v1/finance/accrual/by-day", { date: dayText(back), last_id });
      for (const { total_amount } of page.accruals) sum += kopecks(total_amount.amount);
      last_id = page.last_id;
      if (last_id === "") break;
    }
  }
  return sum;
}

/** The same by the older generation's totals, a month at most at a time. */
async function sumOfOperations(seller: ConnectedSeller): Promise<bigint> {
  let sum = 0n;
  for (const [from, to] of [
    [80, 54],
    [53, 27],
    [26, 0],
  ] as const) {
    const date = { from: `${dayText(from)}T00:00:00.000Z`, to: `${dayText(to)}T23:59:59.999Z` };
    const { result } = await ask(seller, "/v3/finance/transaction/totals", { date, transaction_type: "all" });
    for (const amount of Object.values<number>(result)) sum += BigInt(Math.round(amount * 100));
  }
  return sum;
}

function kopecks(amount: string | undefined): bigint {
  const [whole = "0", part = ""] = (amount ?? "0").split(".");
  const digits = BigInt(`${whole.replace("-", "")}${part.padEnd(2, "0")}`);
  return whole.startsWith("-") ? -digits : digits;
}

const totalsOf = async (seller: ConnectedSeller, group: "month" | "week" | "day" = "month") =>
  financeTotals({ actor: admin.actor, query: { ...period, seller_id: seller.id, group } });

describe("the account with a seller", () => {
  test("adds up to the marketplace's own figures to the kopeck, by accruals and by operations", async () => {
    const { totals } = await totalsOf(sellers.v3);
    expect(kopecks(totals[0]?.total)).toBe(await sumOfAccruals(sellers.v3));
    const older = await totalsOf(sellers.v1);
    expect(kopecks(older.totals[0]?.total)).toBe(await sumOfOperations(sellers.v1));
  });

  test("is split into kinds, and nothing is left unexplained", async () => {
    for (const seller of Object.values(sellers)) {
      const [sums] = (await totalsOf(seller)).totals;
      // A compensation is paid once in three weeks or so; `other` would be what nobody can explain.
      const kinds = Object.keys(sums?.by_kind ?? {}).filter((kind) => kind !== "compensation");
      const usual = ["advertising", "commission", "delivery", "refund", "sale", "service", "storage"];
      expect(kinds.sort()).toEqual(usual);
      const parts = Object.values(sums?.by_kind ?? {}).reduce((sum, amount) => sum + kopecks(amount), 0n);
      expect(parts).toBe(kopecks(sums?.total));
      expect(kopecks(sums?.by_kind.sale)).toBeGreaterThan(0n);
      expect(kopecks(sums?.by_kind.refund)).toBeLessThan(0n);
    }
  });

  test("has the same sum by months, weeks, days, orders, products and lines", async () => {
    const seller = sellers.v3;
    const query = { ...period, seller_id: seller.id };
    const whole = kopecks((await totalsOf(seller)).totals[0]?.total);
    for (const group of ["month", "week", "day"] as const) {
      const { periods } = await totalsOf(seller, group);
      expect(periods.reduce((sum, one) => sum + kopecks(one.total), 0n)).toBe(whole);
      expect(periods.map(({ start }) => start)).toEqual(periods.map(({ start }) => start).sort());
    }
    for (const read of [financeByOrder, financeByProduct]) {
      const groups = await readAll((cursor) =>
        read({ actor: admin.actor, query: { ...query, limit: 100, cursor } }),
      );
      expect(groups.reduce((sum, one) => sum + kopecks(one.total), 0n)).toBe(whole);
      expect(new Set(groups.map(({ subject }) => subject)).size).toBe(groups.length);
      const totals = groups.map(({ total }) => kopecks(total));
      expect(totals).toEqual([...totals].sort((a, b) => (a < b ? 1 : a > b ? -1 : 0)));
    }
    const lines = await readAll((cursor) =>
      listMoneyEntries({ actor: admin.actor, query: { ...query, limit: 100, cursor } }),
    );
    expect(lines.reduce((sum, one) => sum + kopecks(one.amount), 0n)).toBe(whole);
    expect(new Set(lines.map(({ entry_id, line, day }) => `${day} ${entry_id} ${line}`)).size).toBe(
      lines.length,
    );
  });

  test("is the same after another pass, and a line that vanished there vanishes here", async () => {
    const { id } = sellers.v1;
    const before = await totalsOf(sellers.v1);
    const made = { entryId: "7", line: 0, kind: "sale", amount: "12345.67", currency: "RUB" };
    await db().moneyEntry.create({ data: { sellerId: id, day: new Date(dayText(1)), ...made } });
    await takeIn(id);
    expect(await db().moneyEntry.count({ where: { sellerId: id, entryId: "7" } })).toBe(0);
    expect(await totalsOf(sellers.v1)).toEqual(before);
  });

  test("shows an operator of other sellers nothing, and nobody more than 400 days", async () => {
    const { actor } = await makeOperator([]);
    const page = { ...period, limit: 10 };
    expect(await financeTotals({ actor, query: { ...period, group: "month" } })).toEqual({
      totals: [],
      periods: [],
    });
    for (const read of [listMoneyEntries, financeByOrder, financeByProduct])
      expect(await read({ actor, query: page })).toEqual({ items: [], next_cursor: null });
    const months = await new Response(financeCsv({ actor, query: { ...period, of: "months" } })).text();
    expect(months.trim().split("\r\n")).toHaveLength(1);
    const long = { from: dayText(400), to: dayText(0) };
    expect(() => financeCsv({ actor, query: { ...long, of: "entries" } })).toThrow("period_too_long");
    await expect(
      financeTotals({ actor, query: { from: dayText(0), to: dayText(1), group: "day" } }),
    ).rejects.toMatchObject({ code: "invalid_input" });
  });

  test("goes on with the day at which a pass died", async () => {
    const { id } = sellers.v3;
    await db().sectionSync.update({
      where: { sellerId_section: { sellerId: id, section: "money" } },
      data: { nextAt: new Date(0), freshAt: null },
    });
    const first = await runSection({ sellerId: id, reader: moneySection, sliceMs: 0 });
    const row = await db().sectionSync.findUniqueOrThrow({
      where: { sellerId_section: { sellerId: id, section: "money" } },
    });
    expect(first).toBe("more");
    expect(row.cursor).toMatchObject({ to: dayText(1), from: dayText(89) });
    await takeIn(id);
  });

  test("names articles that were not known when the lines came, and comes as a table without formulas", async () => {
    const seller = sellers.v3;
    const skus = await db().moneyEntry.findMany({ where: { sellerId: seller.id }, distinct: ["sku"] });
    const products = skus.flatMap(({ sku }) =>
      sku === null ? [] : { sellerId: seller.id, sku, offerId: `=${sku}` },
    );
    await db().product.createMany({ data: products.map((product) => ({ ...product, name: "=1+1" })) });
    await takeIn(seller.id);
    expect(
      await db().moneyEntry.count({ where: { sellerId: seller.id, sku: { not: null }, offerId: null } }),
    ).toBe(0);
    const query = { ...period, seller_id: seller.id };
    for (const of of ["entries", "months", "orders", "products"] as const) {
      const text = await new Response(financeCsv({ actor: admin.actor, query: { ...query, of } })).text();
      const lines = text.trim().split("\r\n");
      expect(lines.length).toBeGreaterThan(3);
      expect(text).not.toMatch(/(^|;)"?=/m);
      if (of === "entries" || of === "products") expect(text).toContain("'=1+1");
      const column =
        lines[0]
          ?.replace("\uFEFF", "")
          .split(";")
          .indexOf(of === "entries" ? "amount" : "total") ?? -1;
      const sum = lines
        .slice(1)
        .reduce((all, line) => all + kopecks(cellsOf(line)[column]?.replace(",", ".")), 0n);
      expect(sum).toBe(kopecks((await totalsOf(seller)).totals[0]?.total));
    }
  });
});

/** Cells of a line; quoted ones may hold semicolons. */
function cellsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|;)("(?:[^"]|"")*"|[^;]*)/g)].map((match) => match[1] ?? "");
}

async function readAll<Item>(
  read: (cursor: string | undefined) => Promise<{ items: Item[]; next_cursor: string | null }>,
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    items.push(...page.items);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return items;
}
