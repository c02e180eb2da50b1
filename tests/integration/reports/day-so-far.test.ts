import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { now } from "@/lib/clock";
import { db } from "@/lib/db/client";
import { readDaySoFar } from "@/lib/reports/day-so-far";
import { ownDatabase } from "../../support/database";
import { makeAdmin, makeOperator, type Person } from "../../support/factories";

ownDatabase();
let admin: Person;
let sellerId: string;
const minutesAgo = (minutes: number) => new Date(now().getTime() - minutes * 60_000);

beforeAll(async () => {
  admin = await makeAdmin();
  const seller = await db().seller.create({
    data: {
      name: "Дом",
      marketplace: "ozon",
      accountId: randomUUID(),
      apiKeyHint: "…0000",
      dialect: "v3",
      webhookId: randomUUID(),
    },
  });
  sellerId = seller.id;
  const waits: ReadonlyArray<readonly [asked: number, answered: number | null]> = [
    [60, 50],
    [40, 36],
    [30, null],
  ];
  for (const [asked, answered] of waits) {
    const chat = await db().chat.create({
      data: { sellerId, externalId: randomUUID(), kind: "buyer", createdAt: minutesAgo(asked) },
    });
    const place = { chatId: chat.id, sellerId, text: "…" };
    const question = { direction: "inbound", authorType: "buyer", status: "received" };
    await db().message.create({ data: { ...place, ...question, createdAt: minutesAgo(asked) } });
    if (answered === null) continue;
    const answer = { direction: "outbound", authorType: "operator", authorId: admin.user.id, status: "sent" };
    await db().message.create({ data: { ...place, ...answer, createdAt: minutesAgo(answered) } });
  }
});

test("says how many were answered since the morning, and how fast", async () => {
  const day = await readDaySoFar({ actor: admin.actor, since: minutesAgo(90).toISOString() });
  expect(day.answered).toBe(2);
  expect(day.median_seconds).toBeCloseTo(7 * 60, 0);
});

test("an operator hears of their own sellers alone", async () => {
  const nobodys = await makeOperator([]);
  const since = minutesAgo(90).toISOString();
  expect(await readDaySoFar({ actor: nobodys.actor, since })).toEqual({ answered: 0, median_seconds: null });
});

test.each([() => minutesAgo(-5), () => minutesAgo(3 * 24 * 60)])(
  "a moment out of reach is refused",
  async (since) => {
    await expect(readDaySoFar({ actor: admin.actor, since: since().toISOString() })).rejects.toMatchObject({
      code: "invalid_input",
    });
  },
);
