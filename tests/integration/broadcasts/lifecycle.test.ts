import { randomUUID } from "node:crypto";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addBroadcast } from "@/lib/broadcasts/add-broadcast";
import { cancelBroadcast, skipForgotten } from "@/lib/broadcasts/cancel";
import { getBroadcast, listBroadcasts } from "@/lib/broadcasts/list-broadcasts";
import { pauseBroadcast, resumeBroadcast } from "@/lib/broadcasts/pause";
import { removeBroadcast } from "@/lib/broadcasts/remove-broadcast";
import { startBroadcast } from "@/lib/broadcasts/start-broadcast";
import { db } from "@/lib/db/client";
import { moveClock, resetClock } from "../../support/clock";
import { ownDatabase } from "../../support/database";
import { makeAdmin, makeOperator, makeSupervisor, type Person } from "../../support/factories";
import { makeStoredSeller } from "../../support/stored-chats";
import { makeBuyer } from "./audience-world";
import { actsOf, bodyOf, codeOf, eventsOf, make, recipientsOf, refusalOf } from "./lifecycle-world";

const database = ownDatabase();
let admin: Person;
let lead: Person;
let sellerId: string;

beforeAll(async () => {
  [admin, lead] = [await makeAdmin(), await makeSupervisor()];
});
beforeEach(async () => {
  sellerId = await makeStoredSeller();
  await makeBuyer(sellerId, "Иван П.");
  await makeBuyer(sellerId, "Ольга");
});
afterEach(resetClock);

const countBroadcasts = () => db().broadcast.count({ where: { sellerId } });
const later = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();

describe("making one", () => {
  test("starts it at once: its audience is fixed, its rows wait for their turn, all is told", async () => {
    const made = await make(lead, sellerId, {
      quiet_hours: "respect",
      template: "Здравствуйте, {buyer_name|покупатель}!",
      filters: { unread_count: 0 },
      rate_limit: 5,
    });
    expect(made).toMatchObject({
      status: "running",
      kind: "once",
      rate_limit: 5,
      approval: "not_needed",
      created_by: lead.user.id,
      filters: { unread_count: 0 },
      variants: [{ key: "A", template: "Здравствуйте, {buyer_name|покупатель}!", share: 100 }],
      counts: { audience: 2, queued: 2, sent: 0 },
    });
    expect(made.name).toMatch(/^Рассылка \d\d\.\d\d$/);
    expect(made.started_at).not.toBeNull();
    expect(await recipientsOf(database, made.id)).toEqual({ pending: 2 });
    expect(await actsOf(database, made.id)).toEqual(["broadcast.added", "broadcast.started"]);
    expect(await eventsOf(database, made.id)).toBeGreaterThan(0);
    expect(await getBroadcast({ actor: admin.actor, broadcastId: made.id })).toEqual(made);
  });

  test("gives each variant its share", async () => {
    for (let buyer = 0; buyer < 8; buyer++) await makeBuyer(sellerId, `Покупатель ${buyer}`);
    const variants = [
      { template: "Первый", share: 30 },
      { template: "Второй", share: 70 },
    ];
    const { id, template } = await make(admin, sellerId, { variants });
    expect(template).toBe("Первый");
    const shares = await database.query(
      "SELECT variant, count(*)::int FROM broadcast_recipients WHERE broadcast_id = $1 GROUP BY 1 ORDER BY 1",
      [id],
    );
    expect(shares).toEqual([
      { variant: "A", count: 3 },
      { variant: "B", count: 7 },
    ]);
  });

  test("keeps a draft when it is not to start, and a time to wait for", async () => {
    const draft = await make(admin, sellerId, { start: false, name: "Осень" });
    expect(draft).toMatchObject({
      status: "draft",
      name: "Осень",
      counts: { audience: 0 },
      started_at: null,
    });
    const scheduled = await make(admin, sellerId, { schedule_at: later(60), time_zone: "Asia/Omsk" });
    expect(scheduled).toMatchObject({ status: "scheduled", time_zone: "Asia/Omsk", counts: { audience: 0 } });
    expect(await recipientsOf(database, scheduled.id)).toEqual({});
  });

  test("one about orders runs without anybody to write to yet", async () => {
    const made = await make(admin, sellerId, { order_events: ["pick_up", "delayed", "pick_up"] });
    expect(made).toMatchObject({ status: "running", kind: "order", order_events: ["pick_up", "delayed"] });
    expect(made.name).toMatch(/^О заказах/);
  });

  test("without anybody to write to it is refused, with the reasons, and nothing is stored", async () => {
    await db().chat.updateMany({ where: { sellerId }, data: { waitingSince: new Date() } });
    expect(await refusalOf(make(admin, sellerId))).toEqual({
      code: "empty_audience",
      details: { excluded: { open_question: 2 } },
    });
    expect(await countBroadcasts()).toBe(0);
  });

  test("the same key finds what it made, even when its answer was lost", async () => {
    const once = () => addBroadcast({ actor: admin.actor, given: bodyOf(sellerId), idempotencyKey: "осень" });
    const first = await once();
    expect((await once()).id).toBe(first.id);
    expect(await countBroadcasts()).toBe(1);
    const other = await addBroadcast({
      actor: lead.actor,
      given: bodyOf(sellerId, { quiet_hours: "respect" }),
      idempotencyKey: "осень",
    });
    expect(other.id).not.toBe(first.id);
    moveClock(25 * 3600);
    await makeBuyer(sellerId, "Новый", { writableUntil: new Date(Date.now() + 48 * 3_600_000) });
    expect((await once()).id).not.toBe(first.id);
  });
});

describe("what can never be sent is refused, and nothing is stored", () => {
  test.each([
    [
      { template: "{цена} {buyer_name} {скидка|5}" },
      "template_unknown_variable",
      { names: ["цена", "скидка"] },
    ],
    [{ rate_limit: 51 }, "rate_too_high", { max_rate: 50 }],
    [{ time_zone: "Europe/Moskva" }, "unknown_time_zone", undefined],
    [{ template: " «{product}» — !" }, "template_empty", { variant: "A" }],
    [{ template: "ж".repeat(1001) }, "text_too_long", { variant: "A", max_chars: 1000, chars: 1001 }],
  ])("%j: %s", async (given, code, details) => {
    expect(await refusalOf(make(admin, sellerId, given))).toEqual({ code, details });
    expect(await countBroadcasts()).toBe(0);
  });

  test("a time that has passed, a seller that does not work, and one that is nobody's", async () => {
    expect(await codeOf(make(admin, sellerId, { schedule_at: later(-1) }))).toBe("schedule_in_past");
    expect(await codeOf(make(admin, randomUUID()))).toBe("not_found");
    expect(await codeOf(make(await makeOperator([]), sellerId))).toBe("not_found");
    for (const status of ["paused", "credentials_rejected"]) {
      await db().seller.update({ where: { id: sellerId }, data: { status } });
      expect(await codeOf(make(admin, sellerId))).toBe("seller_not_active");
    }
    expect(await countBroadcasts()).toBe(0);
  });

  test("where the marketplace tells nothing of orders, messages about them; its pace is slower too", async () => {
    await db().seller.update({ where: { id: sellerId }, data: { dialect: "v1" } });
    expect(await codeOf(make(admin, sellerId, { order_events: ["delayed"] }))).toBe("orders_unknown");
    expect(await refusalOf(make(admin, sellerId, { rate_limit: 10 }))).toEqual({
      code: "rate_too_high",
      details: { max_rate: 2 },
    });
    expect((await make(admin, sellerId)).rate_limit).toBe(2);
  });

  test.each(["quiet_hours", "frequency_cap"])(
    "ignoring %s is for admins, and the log says so",
    async (way) => {
      const given = { quiet_hours: "respect", [way]: "ignore" };
      expect(await codeOf(make(lead, sellerId, given))).toBe("not_allowed");
      const limited = { ...admin.actor, scopes: ["broadcasts.manage"] };
      expect(await codeOf(addBroadcast({ actor: limited, given: bodyOf(sellerId, given) }))).toBe(
        "not_allowed",
      );
      const { id } = await make(admin, sellerId, given);
      const [entry] = await database.query(
        "SELECT details -> 'ignores' AS ignores FROM audit_log WHERE action = 'broadcast.added' AND subject_id = $1",
        [id],
      );
      expect(entry).toEqual({ ignores: [way] });
    },
  );
});

describe("steps", () => {
  const step = {
    start: startBroadcast,
    pause: pauseBroadcast,
    resume: resumeBroadcast,
    cancel: cancelBroadcast,
  };
  const ways: Record<string, Partial<Record<keyof typeof step, string>>> = {
    draft: { start: "running", cancel: "cancelled" },
    scheduled: { cancel: "cancelled" },
    running: { pause: "paused", cancel: "cancelled" },
    paused: { resume: "running", cancel: "cancelled" },
    completed: {},
    cancelled: {},
    failed: {},
  };

  test.each(Object.keys(ways))(
    "of one that is %s: those that lead somewhere, and no other",
    async (status) => {
      for (const name of ["start", "pause", "resume", "cancel"] as const) {
        const { id } = await make(admin, sellerId, { start: false });
        await db().broadcast.update({ where: { id }, data: { status } });
        const call = step[name]({ actor: lead.actor, broadcastId: id });
        const to = ways[status]?.[name];
        if (to === undefined)
          expect(await refusalOf(call)).toEqual({ code: "broadcast_state", details: { status } });
        else expect((await call).status).toBe(to);
      }
    },
  );

  test("pausing and resuming forgive what stopped it and free what was taken", async () => {
    const { id } = await make(admin, sellerId);
    await pauseBroadcast({ actor: lead.actor, broadcastId: id });
    await db().broadcast.update({
      where: { id },
      data: { stopCode: "many_refusals", stopText: "no", strikes: 9 },
    });
    await db().broadcastRecipient.updateMany({
      where: { broadcastId: id },
      data: { leasedUntil: new Date() },
    });
    await db().seller.update({ where: { id: sellerId }, data: { status: "paused" } });
    expect(await codeOf(resumeBroadcast({ actor: lead.actor, broadcastId: id }))).toBe("seller_not_active");
    await db().seller.update({ where: { id: sellerId }, data: { status: "active" } });
    const resumed = await resumeBroadcast({ actor: lead.actor, broadcastId: id });
    expect(resumed).toMatchObject({ status: "running", stopped: null });
    expect(await db().broadcast.findUniqueOrThrow({ where: { id } })).toMatchObject({ strikes: 0 });
    expect(
      await db().broadcastRecipient.count({ where: { broadcastId: id, leasedUntil: { not: null } } }),
    ).toBe(0);
    expect((await actsOf(database, id)).slice(2)).toEqual(["broadcast.paused", "broadcast.resumed"]);
  });

  test("cancelling skips who waits and leaves alone who has been written to", async () => {
    await makeBuyer(sellerId, "Анна");
    const { id } = await make(admin, sellerId);
    const [first] = await db().broadcastRecipient.findMany({ where: { broadcastId: id }, take: 1 });
    await db().broadcastRecipient.update({ where: { id: first?.id ?? "" }, data: { status: "sent" } });
    const cancelled = await cancelBroadcast({ actor: lead.actor, broadcastId: id });
    expect(cancelled).toMatchObject({
      status: "cancelled",
      counts: { audience: 3, queued: 0, sent: 1, skipped: 2 },
    });
    expect(cancelled.finished_at).not.toBeNull();
    expect(await recipientsOf(database, id)).toEqual({ sent: 1, "skipped cancelled": 2 });
  });

  test("whoever was forgotten when a cancelling process died is skipped later", async () => {
    const { id } = await make(admin, sellerId);
    await db().broadcast.update({ where: { id }, data: { status: "cancelled" } });
    await skipForgotten();
    expect(await recipientsOf(database, id)).toEqual({ "skipped cancelled": 2 });
    expect(await db().broadcast.findUniqueOrThrow({ where: { id } })).toMatchObject({
      queued: 0,
      skipped: 2,
    });
  });

  test("a start that finds nobody leaves the draft as it was", async () => {
    const { id } = await make(admin, sellerId, { start: false, filters: { tags: ["никто"] } });
    expect(await codeOf(startBroadcast({ actor: lead.actor, broadcastId: id }))).toBe("empty_audience");
    expect((await getBroadcast({ actor: lead.actor, broadcastId: id })).status).toBe("draft");
  });

  test("two who start at once start it once", async () => {
    const { id } = await make(admin, sellerId, { start: false });
    const both = await Promise.allSettled(
      [1, 2].map(() => startBroadcast({ actor: lead.actor, broadcastId: id })),
    );
    expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await recipientsOf(database, id)).toEqual({ pending: 2 });
  });
});

test("a draft can be removed, what ever started cannot", async () => {
  const draft = await make(admin, sellerId, { start: false });
  const running = await make(admin, sellerId);
  await removeBroadcast({ actor: lead.actor, broadcastId: draft.id });
  expect(await codeOf(getBroadcast({ actor: lead.actor, broadcastId: draft.id }))).toBe("not_found");
  expect((await actsOf(database, draft.id)).at(-1)).toBe("broadcast.removed");
  expect(await codeOf(removeBroadcast({ actor: lead.actor, broadcastId: running.id }))).toBe(
    "broadcast_state",
  );
});

test("lists are newest first, page by page, and narrowed by seller, status and kind", async () => {
  const names = ["раз", "два", "три"];
  for (const name of names) await make(admin, sellerId, { start: false, name });
  await make(admin, sellerId, { name: "заказы", order_events: ["delivered"] });
  const list = (given: Partial<Parameters<typeof listBroadcasts>[0]>) =>
    listBroadcasts({ actor: lead.actor, limit: 50, sellerId, ...given });
  const namesOf = ({ items }: Awaited<ReturnType<typeof list>>) => items.map((item) => item.name);
  expect(namesOf(await list({}))).toEqual(["заказы", "три", "два", "раз"]);
  expect(namesOf(await list({ status: "draft" }))).toEqual(["три", "два", "раз"]);
  expect(namesOf(await list({ kind: "order" }))).toEqual(["заказы"]);
  expect(namesOf(await list({ sellerId: "no-id" }))).toEqual([]);
  const first = await list({ limit: 3 });
  expect(namesOf(first)).toEqual(["заказы", "три", "два"]);
  const rest = await list({ limit: 3, cursor: first.next_cursor ?? "" });
  expect([namesOf(rest), rest.next_cursor]).toEqual([["раз"], null]);
  expect(await codeOf(list({ cursor: "x" }))).toBe("invalid_cursor");
});
