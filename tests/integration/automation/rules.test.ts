import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addRule, changeRule, type GivenRule, removeRule } from "@/lib/automation/change-rules";
import { listRuns } from "@/lib/automation/list-runs";
import { listRules } from "@/lib/automation/read-rules";
import { runTriggers } from "@/lib/automation/run-triggers";
import { changeTag } from "@/lib/desk/change-tag";
import type { Rule } from "@/lib/wire/automation";
import { nobody } from "../../support/actor";
import { ownDatabase } from "../../support/database";
import { type ConnectedSeller, makeAdmin, makeConnectedSeller, makeOperator } from "../../support/factories";
import { liftLimits } from "../../support/limits";
import { ownSandbox } from "../../support/sandbox";
import { makeReply, makeRule, makeTag, writeIn } from "./talk";

const database = ownDatabase();
const sandbox = ownSandbox();
let seller: ConnectedSeller;
beforeAll(async () => {
  await liftLimits(database, sandbox());
  seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v3" });
});
beforeEach(() => database.query("DELETE FROM automation_rules"));

const close = { do: "close" } as const;
const given = (rule: Partial<GivenRule>): GivenRule => ({
  name: "Правило",
  trigger: "new_message",
  actions: [close],
  ...rule,
});
const add = (rule: Partial<GivenRule>) => addRule({ actor: nobody, given: given(rule) });
const names = async () => (await listRules()).items.map((rule) => rule.name);

test("a rule is last and off at first, and every change is in the record", async () => {
  const { actor } = await makeAdmin();
  await add({ name: "Первое" });
  const rule = await addRule({ actor, given: given({ name: "Второе" }) });
  expect(rule).toMatchObject({
    position: 1,
    is_enabled: false,
    conditions: {},
    idle_minutes: null,
    problem: null,
  });
  await changeRule({ actor, ruleId: rule.id, change: { is_enabled: true } });
  await removeRule({ actor, ruleId: rule.id });
  const records = await database.query<{ action: string; actor_id: string }>(
    "SELECT action, actor_id FROM audit_log WHERE subject_id = $1 ORDER BY id",
    [rule.id],
  );
  expect(records).toEqual(
    ["rule.added", "rule.changed", "rule.removed"].map((action) => ({ action, actor_id: actor.userId })),
  );
});

test("moving and removing keep the order without gaps", async () => {
  const rules: Rule[] = [];
  for (const name of ["а", "б", "в", "г"]) rules.push(await add({ name }));
  const move = (at: number, position: number) =>
    changeRule({ actor: nobody, ruleId: rules[at]?.id ?? "", change: { position } });
  expect((await move(0, 2)).position).toBe(2);
  expect(await names()).toEqual(["б", "в", "а", "г"]);
  await move(3, 0);
  expect(await names()).toEqual(["г", "б", "в", "а"]);
  await move(3, 900);
  expect(await names()).toEqual(["б", "в", "а", "г"]);
  await removeRule({ actor: nobody, ruleId: rules[1]?.id ?? "" });
  const { items } = await listRules();
  expect(items.map((rule) => [rule.name, rule.position])).toEqual([
    ["в", 0],
    ["а", 1],
    ["г", 2],
  ]);
});

test("two who move rules at once leave an order without gaps", async () => {
  const rules: Rule[] = [];
  for (const name of ["а", "б", "в", "г", "д"]) rules.push(await add({ name }));
  await Promise.all(
    rules.map((rule, at) =>
      changeRule({ actor: nobody, ruleId: rule.id, change: { position: (at * 3) % 5 } }),
    ),
  );
  expect((await listRules()).items.map((rule) => rule.position)).toEqual([0, 1, 2, 3, 4]);
});

describe("refused", () => {
  test("minutes without silence, and silence without minutes", async () => {
    await expect(add({ idle_minutes: 60 })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(add({ trigger: "idle" })).rejects.toMatchObject({ code: "invalid_input" });
  });

  test("a silence that is answered without end, when made and when changed", async () => {
    const reply = { do: "reply", canned_reply_id: await makeReply(database, "Вы тут?") } as const;
    await expect(add({ trigger: "idle", idle_minutes: 60, actions: [reply] })).rejects.toMatchObject({
      code: "rule_loops",
    });
    const rule = await add({ trigger: "idle", idle_minutes: 60, actions: [reply, close] });
    await expect(
      changeRule({ actor: nobody, ruleId: rule.id, change: { actions: [reply] } }),
    ).rejects.toMatchObject({ code: "rule_loops" });
    const other = await add({ trigger: "new_chat", actions: [reply] });
    await expect(
      changeRule({ actor: nobody, ruleId: other.id, change: { trigger: "idle", idle_minutes: 30 } }),
    ).rejects.toMatchObject({ code: "rule_loops" });
  });

  test("what is not there", async () => {
    const code = (rule: Partial<GivenRule>) =>
      add(rule).then(
        () => "made",
        (error: { code: string }) => error.code,
      );
    expect(await code({ actions: [{ do: "tag", tag: "такого нет" }] })).toBe("unknown_tag");
    expect(await code({ conditions: { has_tag: "такого нет" } })).toBe("unknown_tag");
    expect(await code({ actions: [{ do: "assign", to: "nobody" }] })).toBe("unknown_person");
    expect(await code({ actions: [{ do: "notify", user_ids: ["nobody"] }] })).toBe("unknown_person");
    expect(await code({ actions: [{ do: "reply", canned_reply_id: randomUUID() }] })).toBe("invalid_input");
    expect(await code({ conditions: { seller_ids: [randomUUID()] } })).toBe("invalid_input");
    expect(await names()).toEqual([]);
    await expect(removeRule({ actor: nobody, ruleId: "x" })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("problems", () => {
  const problemOf = async (id: string) => (await listRules()).items.find((rule) => rule.id === id)?.problem;

  test("tags, people, canned replies and sellers that are gone are named; the rule can be switched off", async () => {
    const { user } = await makeOperator([]);
    const other = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v3" });
    const reply = await makeReply(database, "Да");
    const tagged = await makeRule({ actions: [{ do: "tag", tag: await makeTag(database, "исчезнет") }] });
    const assigning = await makeRule({ actions: [{ do: "assign", to: user.id }] });
    const replying = await makeRule({ actions: [{ do: "reply", canned_reply_id: reply }] });
    const ofSeller = await makeRule({ conditions: { seller_ids: [other.id] }, actions: [close] });
    expect(new Set((await listRules()).items.map((rule) => rule.problem))).toEqual(new Set([null]));
    await database.query("DELETE FROM tags WHERE name = 'исчезнет'");
    await database.query("DELETE FROM users WHERE id = $1", [user.id]);
    await database.query("DELETE FROM canned_replies WHERE id = $1", [reply]);
    await database.query("UPDATE sellers SET deleted_at = now() WHERE id = $1", [other.id]);
    expect(await problemOf(tagged.id)).toBe("tag_deleted");
    expect(await problemOf(assigning.id)).toBe("person_gone");
    expect(await problemOf(replying.id)).toBe("canned_reply_gone");
    expect(await problemOf(ofSeller.id)).toBe("seller_gone");
    const off = await changeRule({
      actor: nobody,
      ruleId: tagged.id,
      change: { is_enabled: false, name: "Без тега" },
    });
    expect(off).toMatchObject({ is_enabled: false, name: "Без тега", problem: "tag_deleted" });
  });

  test("a renamed tag is renamed in rules, whatever case it was given in", async () => {
    await makeTag(database, "Брак");
    const rule = await makeRule({ actions: [{ do: "tag", tag: "БРАК" }] });
    expect(rule.actions).toEqual([{ do: "tag", tag: "Брак" }]);
    const [tag] = await database.query<{ id: string }>("SELECT id FROM tags WHERE name = 'Брак'");
    await changeTag({ actor: nobody, tagId: tag?.id ?? "", change: { name: "Дефект" } });
    const [renamed] = (await listRules()).items;
    expect(renamed).toMatchObject({ actions: [{ do: "tag", tag: "Дефект" }], problem: null });
  });
});

test("runs are listed newest first, page by page, by rule, with what was left out", async () => {
  const tag = await makeTag(database, "в список");
  const rule = await makeRule({
    actions: [
      { do: "tag", tag },
      { do: "assign", to: "round_robin" },
    ],
  });
  const chatIds: string[] = [];
  for (const buyerName of ["Анна", "Борис", "Вера"]) {
    const chatId = await writeIn(seller.id, { buyerName });
    await runTriggers(chatId);
    chatIds.push(chatId);
  }
  const { actor } = await makeAdmin();
  const first = await listRuns({ actor, limit: 2, ruleId: rule.id });
  expect(first.items.map((run) => run.buyer_name)).toEqual(["Вера", "Борис"]);
  expect(first.items[0]).toMatchObject({
    kind: "rule",
    rule_id: rule.id,
    actions: ["tag", "skipped:assign:nobody_fits"],
  });
  const second = await listRuns({ actor, limit: 2, ruleId: rule.id, cursor: first.next_cursor ?? "" });
  expect(second).toMatchObject({ items: [{ chat_id: chatIds[0] }], next_cursor: null });
  expect((await listRuns({ actor, limit: 5, ruleId: randomUUID() })).items).toEqual([]);
  expect((await listRules()).items[0]?.runs_last_week).toBe(3);
  await expect(listRuns({ actor, limit: 2, cursor: "x" })).rejects.toMatchObject({ code: "invalid_cursor" });
});
