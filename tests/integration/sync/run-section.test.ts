import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { MarketplaceError, type MarketplaceErrorKind } from "@/lib/marketplaces/errors";
import { alignSections, claimDueSections } from "@/lib/sync/due-sections";
import { listSections } from "@/lib/sync/read";
import { nudgeSections, requestSections } from "@/lib/sync/request-sections";
import { runSection } from "@/lib/sync/run-section";
import type { SectionReader, StepInput } from "@/lib/sync/section";
import { ownDatabase } from "../../support/database";
import {
  type ConnectedSeller,
  makeAdmin,
  makeConnectedSeller,
  makeOperator,
  type Person,
} from "../../support/factories";
import { ownSandbox } from "../../support/sandbox";

const database = ownDatabase();
const sandbox = ownSandbox();
let admin: Person;
let seller: ConnectedSeller;
beforeEach(async () => {
  admin ??= await makeAdmin();
  seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v3" });
  await db().syncState.update({ where: { sellerId: seller.id }, data: { backfillPhase: "done" } });
  await alignSections();
});

/** A list of so many pages; each step is noted, and keeps a row named after its page. */
function listOf(pages: number, spoil: (input: StepInput, page: number) => void = () => undefined) {
  const asked: number[] = [];
  const reader: SectionReader = {
    section: "orders",
    everySeconds: 60,
    isOffered: () => true,
    async step(input) {
      const page = Number(input.cursor?.page ?? 0);
      asked.push(page);
      spoil(input, page);
      return {
        store: async (tx) => {
          const key = `${input.sellerId} ${page}`;
          const where = { marketplace_key: { marketplace: "ozon", key } };
          await tx.sql.marketFact.upsert({
            where,
            create: { marketplace: "ozon", key, value: page },
            update: {},
          });
        },
        cursor: page + 1 < pages ? { page: page + 1 } : null,
        count: 10,
        total: pages * 10,
        memory: { last: page },
      };
    },
  };
  return { reader, asked };
}

const run = (reader: SectionReader, sliceMs?: number) =>
  runSection({ sellerId: seller.id, reader, ...(sliceMs === undefined ? {} : { sliceMs }) });
const kept = () => db().marketFact.count({ where: { key: { startsWith: seller.id } } });
const orders = async () => {
  const [section] = await listSections({ actor: admin.actor, sellerId: seller.id, section: "orders" });
  if (section === undefined) throw new Error("there is one");
  return section;
};
const tellsOf = async () =>
  (
    await database.query("SELECT 1 FROM events WHERE name = 'section.updated' AND seller_id = $1", [
      seller.id,
    ])
  ).length;

describe("one section of one seller", () => {
  test("a pass goes slice by slice, and ends fresh as of its beginning", async () => {
    const { reader, asked } = listOf(3);
    expect(await orders()).toMatchObject({ status: "waiting", fresh_at: null, done: 0 });
    expect(await run(reader, 0)).toBe("more");
    expect(await orders()).toMatchObject({ status: "first", done: 10, total: 30, fresh_at: null });
    const { started_at: startedAt } = await orders();
    expect(await run(reader)).toBe("over");
    expect(asked).toEqual([0, 1, 2]);
    expect(await orders()).toMatchObject({ status: "fresh", done: 30, fresh_at: startedAt });
    expect(await run(reader)).toBe("rest");
    expect(asked).toHaveLength(3);
    expect(await kept()).toBe(3);
    expect(await tellsOf()).toBeGreaterThanOrEqual(2);
  });

  test("a step whose rows cannot be kept moves nothing, and is asked for again", async () => {
    let isSpoilt = true;
    const { reader, asked } = listOf(2);
    const spoilt: SectionReader = {
      ...reader,
      async step(input) {
        const step = await reader.step(input);
        const store: typeof step.store = async (tx) => {
          await step.store(tx);
          if (isSpoilt && input.cursor !== null) throw new Error("the process dies here");
        };
        return { ...step, store };
      },
    };
    await expect(run(spoilt)).rejects.toThrow("the process dies here");
    expect([await kept(), (await orders()).done]).toEqual([1, 10]);
    isSpoilt = false;
    await due();
    expect(await run(spoilt)).toBe("over");
    expect(asked).toEqual([0, 1, 1]);
    expect([await kept(), (await orders()).done]).toEqual([2, 20]);
  });

  test("of two that have the same pass one goes on", async () => {
    const { reader } = listOf(2);
    const rival: SectionReader = {
      ...reader,
      async step(input) {
        await db().sectionSync.updateMany({ where: { sellerId: input.sellerId }, data: { passId: null } });
        return reader.step(input);
      },
    };
    expect(await run(rival)).toBe("rest");
    expect(await kept()).toBe(0);
  });

  test("later passes are told to nobody unless somebody asked", async () => {
    const { reader } = listOf(1);
    await run(reader);
    await due();
    const before = await tellsOf();
    await run(reader);
    expect(await tellsOf()).toBe(before);
    await requestSections({ actor: admin.actor, sellerId: seller.id, sections: ["orders"] });
    const asked = await tellsOf();
    await run(reader);
    expect(await tellsOf()).toBeGreaterThan(asked);
  });

  test("what an earlier pass left is there for the next", async () => {
    const seen: unknown[] = [];
    const { reader } = listOf(1, (input) => seen.push(input.memory, input.freshAt === null, input.cursor));
    await run(reader);
    await due();
    await run(reader);
    expect(seen).toEqual([{}, true, null, { last: 0 }, false, null]);
  });
});

describe("trouble", () => {
  const failing = (kind: MarketplaceErrorKind) =>
    listOf(2, (_, page) => {
      if (page === 1)
        throw new MarketplaceError({ kind, effect: "none", method: "/x", theirText: "их слова" });
    });

  test("what passes is waited out from where it stands", async () => {
    expect(await run(failing("unavailable").reader)).toBe("rest");
    expect(await orders()).toMatchObject({
      status: "failing",
      done: 10,
      error: { code: "unavailable", message: "их слова" },
    });
    expect(await run(listOf(2).reader)).toBe("rest");
    await due();
    const { reader, asked } = listOf(2);
    expect(await run(reader)).toBe("over");
    expect(asked).toEqual([1]);
    expect(await orders()).toMatchObject({ status: "fresh", error: null });
  });

  test("a refused cursor begins the pass anew", async () => {
    await run(failing("cursor_refused").reader);
    await due();
    const { reader, asked } = listOf(2);
    await run(reader);
    expect(asked).toEqual([0, 1]);
  });

  test.each(["role_missing", "subscription_missing", "not_found"] as const)(
    "%s rests until another key comes, or a person asks",
    async (kind) => {
      await run(failing(kind).reader);
      expect(await orders()).toMatchObject({ status: "refused", error: { code: kind } });
      await claimDueSections();
      expect(await claimedOrders()).toBe(false);
      await db().seller.update({ where: { id: seller.id }, data: { apiKeySetAt: new Date() } });
      expect(await claimedOrders()).toBe(true);
      expect(await run(listOf(1).reader)).toBe("over");
      expect(await orders()).toMatchObject({ status: "fresh" });
    },
  );

  test("a bare refusal is taken for a missing right only when the marketplace says so", async () => {
    await sandbox().setFault({ kind: "status", status: 503, client_id: seller.account.client_id });
    await run(failing("credentials_rejected").reader);
    await sandbox().clearFaults();
    expect(await orders()).toMatchObject({ status: "failing", error: { code: "credentials_rejected" } });
    await due();
    await run(failing("credentials_rejected").reader);
    expect(await orders()).toMatchObject({ status: "refused", error: { code: "role_missing" } });
  });

  test("what the marketplace does not offer is refused, and says so", async () => {
    const { reader } = listOf(1);
    expect(await run({ ...reader, isOffered: () => false })).toBe("rest");
    expect(await orders()).toMatchObject({ status: "refused", error: { code: "section_not_offered" } });
  });
});

describe("when it is time", () => {
  test("a list in which nothing happens is looked at less often, until something does", async () => {
    let count = 0;
    const { reader } = listOf(1);
    const quiet: SectionReader = {
      ...reader,
      step: async (input) => ({ ...(await reader.step(input)), count }),
    };
    const pauses: number[] = [];
    for (count of [0, 0, 0, 0, 0, 3]) {
      await due();
      await run(quiet);
      const { next_at: nextAt } = await orders();
      pauses.push(Math.round((Date.parse(nextAt) - Date.now()) / 60_000));
    }
    expect(pauses).toEqual([1, 2, 4, 4, 4, 1]);
  });

  test("a section is given out once, and again when its job was lost", async () => {
    expect(await claimedOrders()).toBe(true);
    expect(await claimedOrders()).toBe(false);
    await database.query(
      "UPDATE section_syncs SET given_at = now() - interval '2 minutes' WHERE seller_id = $1",
      [seller.id],
    );
    expect(await claimedOrders()).toBe(true);
  });

  test("a paused seller has none, and is shown as off", async () => {
    await db().seller.update({ where: { id: seller.id }, data: { status: "paused" } });
    expect(await claimedOrders()).toBe(false);
    expect((await orders()).status).toBe("off");
    await expect(requestSections({ actor: admin.actor, sellerId: seller.id })).rejects.toMatchObject({
      code: "seller_not_active",
    });
  });

  test("what builds on another section waits for its first pass, unless that is refused", async () => {
    const { reader, asked } = listOf(1);
    const later: SectionReader = { ...reader, after: "products" };
    const products = { sellerId_section: { sellerId: seller.id, section: "products" } };
    expect(await run(later)).toBe("rest");
    await due();
    await db().sectionSync.update({ where: products, data: { refusedAt: new Date() } });
    expect(await run(later)).toBe("over");
    await db().sectionSync.updateMany({
      where: { sellerId: seller.id },
      data: { freshAt: null, refusedAt: null },
    });
    await due();
    expect(await run(later)).toBe("rest");
    await due();
    await db().sectionSync.update({ where: products, data: { freshAt: new Date() } });
    expect(await run(later)).toBe("over");
    expect(asked).toHaveLength(2);
  });

  test("a new seller's chats come first", async () => {
    const { id: sellerId } = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v3" });
    await db().syncState.update({ where: { sellerId }, data: { backfillPhase: "reading" } });
    await alignSections();
    expect(await listSections({ actor: admin.actor, sellerId })).toEqual([]);
  });

  test("a ring makes what is known due, not what is refused or was never taken in", async () => {
    await run(listOf(1).reader);
    await database.query(
      "UPDATE section_syncs SET fresh_at = now() - interval '1 minute' WHERE seller_id = $1 AND section = 'orders'",
      [seller.id],
    );
    await nudgeSections(seller.id, ["orders"]);
    expect(await claimedOrders()).toBe(true);
  });

  test("nobody asks for, or sees, sections of a seller that is not theirs", async () => {
    const operator = await makeOperator([]);
    expect(await listSections({ actor: operator.actor, sellerId: seller.id })).toEqual([]);
    await expect(requestSections({ actor: operator.actor, sellerId: seller.id })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

async function claimedOrders(): Promise<boolean> {
  const claimed = await claimDueSections();
  return claimed.some(({ sellerId, section }) => sellerId === seller.id && section === "orders");
}

/** The next pass, or try, is due now. */
async function due(): Promise<void> {
  await database.query("UPDATE section_syncs SET next_at = now() WHERE seller_id = $1", [seller.id]);
}
