import { beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { MarketplaceError } from "@/lib/marketplaces/errors";
import type { OrderPort, PostingFacts } from "@/lib/marketplaces/order-port";
import { ordersSection } from "@/lib/orders/sections";
import { capabilitiesOf } from "@/lib/sellers/connect-seller";
import type { SectionCursor, StepInput } from "@/lib/sync/section";
import { ownDatabase } from "../../support/database";
import { makePostingFacts } from "../../support/posting-facts";
import { makeStoredSeller } from "../../support/stored-chats";

ownDatabase();
let sellerId: string;
beforeEach(async () => {
  sellerId = await makeStoredSeller();
});

/** A step of the section over a marketplace that answers so. */
function step(orders: Partial<OrderPort>, about: { cursor: SectionCursor | null; freshAt: Date | null }) {
  const marketplace = { orders, capabilities: capabilitiesOf({ marketplace: "ozon", dialect: "v3" }) };
  const input = {
    ...{ sellerId, marketplace, memory: { old_at: new Date().toISOString() }, ...about },
    ...{ passId: "00000000-0000-7000-8000-000000000000", passStartedAt: new Date() },
  };
  // A marketplace of which only what is asked for here is there.
  return ordersSection.step(input as unknown as StepInput);
}

test("a list whose pages are refused is read from its top once, and then left to the engine's pauses", async () => {
  const listPostings: OrderPort["listPostings"] = async ({ cursor }) => {
    if (cursor !== null)
      throw new MarketplaceError({ kind: "cursor_refused", effect: "none", method: "a list" });
    return { items: [], cursor: { after: "2" }, total: null, unreadable: [] };
  };
  const next = async (cursor: SectionCursor | null) =>
    (await step({ listPostings }, { cursor, freshAt: null })).cursor;
  const second = await next(null);
  const again = await next(second);
  expect(again).toMatchObject({ page: {} });
  const secondAgain = await next(again);
  await expect(next(secondAgain)).rejects.toMatchObject({ kind: "cursor_refused" });
});

test("the changes of a long silence are kept some at a time, none of them in one long transaction", async () => {
  const pages = [0, 1, 2].map((page) =>
    Array.from({ length: 600 }, (_, n): PostingFacts => makePostingFacts({ orderNumber: `${page}-${n}` })),
  );
  async function* listChanged(): ReturnType<OrderPort["listChanged"]> {
    for (const postings of pages) yield { postings, until: null };
  }
  const done = await step({ listChanged }, { cursor: null, freshAt: new Date() });
  expect(await db().posting.count({ where: { sellerId } })).toBe(1200);
  // no audit: as the engine keeps a step.
  await inTransaction((tx) => done.store(tx));
  expect(await db().posting.count({ where: { sellerId } })).toBe(1800);
  expect(done).toMatchObject({ count: 1800, cursor: null });
});
