import { beforeAll, expect, test } from "vitest";
import type { GivenRule } from "@/lib/automation/change-rules";
import { tryRule } from "@/lib/automation/try-rule";
import { ownDatabase } from "../../support/database";
import { type ConnectedSeller, makeAdmin, makeConnectedSeller } from "../../support/factories";
import { liftLimits } from "../../support/limits";
import { ownSandbox } from "../../support/sandbox";
import { externalOf, makeReply, setService, writeIn } from "./talk";

const database = ownDatabase();
const sandbox = ownSandbox();
let seller: ConnectedSeller;
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);
const [told, quiet, late] = ["Анна", "Борис", "Вера"];

beforeAll(async () => {
  await liftLimits(database, sandbox());
  seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v3" });
  await setService(database, seller.id, {});
  const say = (words: Omit<Parameters<typeof writeIn>[1] & object, "loudness">) =>
    writeIn(seller.id, { ...words, loudness: "backfill" });
  // Anna: asks on two days, answered within half an hour each time.
  const anna = await externalOf(
    database,
    await say({ buyerName: told, text: "Хочу возврат", at: hoursAgo(100) }),
  );
  await say({ chat: anna, author: "seller", text: "Оформили", at: hoursAgo(99.5) });
  await say({ chat: anna, text: "Спасибо", at: hoursAgo(40) });
  await say({ chat: anna, author: "seller", text: "Рады", at: hoursAgo(39.5) });
  // Boris: long ago.
  await say({ buyerName: quiet, text: "Возврат!", at: hoursAgo(24 * 10) });
  // Vera: never answered; writes again.
  const vera = await externalOf(
    database,
    await say({ buyerName: late, text: "Где заказ?", at: hoursAgo(30) }),
  );
  await say({ chat: vera, text: "Про возврат забудьте", at: hoursAgo(28) });
});

const attempt = (rule: Partial<GivenRule>, days = 7) =>
  tryRule({ rule: { name: "Проба", trigger: "new_message", actions: [{ do: "close" }], ...rule }, days });
const samplesOf = async (rule: Partial<GivenRule>, days = 7) =>
  (await attempt(rule, days)).samples.map((sample) => `${sample.buyer_name}: ${sample.text}`);

test("each message of the period is looked at, newest first", async () => {
  expect(await attempt({ conditions: { words: ["возврат"] } })).toMatchObject({
    looked_at: 4,
    matched: 2,
    is_cut: false,
  });
  expect(await samplesOf({ conditions: { words: ["возврат"] } })).toEqual([
    "Вера: Про возврат забудьте",
    "Анна: Хочу возврат",
  ]);
  expect(await samplesOf({ conditions: { words: ["возврат"] } }, 31)).toContain("Борис: Возврат!");
});

test("new chats are first messages, and those after two silent days", async () => {
  expect(await samplesOf({ trigger: "new_chat" })).toEqual([
    "Вера: Где заказ?",
    "Анна: Спасибо",
    "Анна: Хочу возврат",
  ]);
});

test("silences are found between messages and at the end", async () => {
  expect(await samplesOf({ trigger: "idle", idle_minutes: 36 * 60 })).toEqual([
    "Анна: Спасибо",
    "Анна: Хочу возврат",
  ]);
  expect(await samplesOf({ trigger: "idle", idle_minutes: 90 })).toHaveLength(4);
});

test("missed targets are waits that outlasted the seller's business time", async () => {
  expect(await samplesOf({ trigger: "overdue" })).toEqual(["Вера: Где заказ?"]);
  const [sample] = (await attempt({ trigger: "overdue" })).samples;
  expect(Math.abs(new Date(sample?.at ?? 0).getTime() - hoursAgo(29).getTime())).toBeLessThan(120_000);
});

test("hours are asked at the moment of the message", async () => {
  const never = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((day) => [day, []]));
  await setService(database, seller.id, { hours: never });
  expect((await attempt({ conditions: { hours: "outside" } })).matched).toBe(4);
  await setService(database, seller.id, {});
  expect((await attempt({ conditions: { hours: "outside" } })).matched).toBe(0);
});

test("samples say what would have been said", async () => {
  const reply = await makeReply(database, "Здравствуйте, {{buyer_name}}!");
  const { samples } = await attempt({
    actions: [{ do: "reply", canned_reply_id: reply }, { do: "close" }],
    conditions: { words: ["спасибо"] },
  });
  expect(samples).toMatchObject([
    { reply_text: "Здравствуйте, Анна!", seller_id: seller.id, actions: [{ do: "reply" }, { do: "close" }] },
  ]);
});

test("nothing is changed, not a row of any table", async () => {
  await makeAdmin();
  const fingerprint = async () => {
    const tables = await database.query<{ name: string }>(
      "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1",
    );
    const found: string[] = [];
    for (const { name } of tables) {
      const [row] = await database.query<{ mark: string }>(
        `SELECT count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) AS mark FROM ${name} t`,
      );
      found.push(`${name} ${row?.mark}`);
    }
    return found;
  };
  const before = await fingerprint();
  const reply = { do: "reply", canned_reply_id: before[0] ?? "" } as const;
  for (const trigger of ["new_chat", "new_message", "idle", "overdue"] as const) {
    await attempt({
      trigger,
      idle_minutes: trigger === "idle" ? 60 : null,
      actions: [reply, { do: "close" }],
    });
  }
  expect(await fingerprint()).toEqual(before);
});

test("silence without minutes makes no sense", async () => {
  await expect(attempt({ trigger: "idle" })).rejects.toMatchObject({ code: "invalid_input" });
});
