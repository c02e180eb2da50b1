import { beforeAll, expect, test } from "vitest";
import { addCannedReply } from "@/lib/desk/add-canned-reply";
import { changeCannedReply } from "@/lib/desk/change-canned-reply";
import { listCannedReplies } from "@/lib/desk/list-canned-replies";
import { removeCannedReply } from "@/lib/desk/remove-canned-reply";
import { ownDatabase } from "../../support/database";
import { makeAdmin, makeOperator, type Person } from "../../support/factories";
import { makeStoredSeller } from "../../support/stored-chats";

const database = ownDatabase();
let admin: Person;
let anna: Person;
let sellerId: string;
let foreignId: string;
beforeAll(async () => {
  [sellerId, foreignId] = [await makeStoredSeller(), await makeStoredSeller()];
  admin = await makeAdmin();
  anna = await makeOperator([sellerId]);
});

const add = (shortcut: string, seller_id: string | null = null, person = admin) =>
  addCannedReply({ actor: person.actor, given: { shortcut, title: "Т", text: "Здравствуйте!", seller_id } });

test("everybody's and one's sellers' are listed by shortcut; a shortcut stands once for each", async () => {
  const all = await add("привет");
  await add("Привет", sellerId);
  const foreign = await add("чужое", foreignId);
  await expect(add("ПРИВЕТ")).rejects.toThrow("shortcut_taken");
  await expect(add("чужое", foreignId, anna)).rejects.toThrow("not_found");
  await expect(add("x", "no-id")).rejects.toThrow("not_found");
  expect((await listCannedReplies(anna.actor)).map((one) => one.shortcut).sort()).toEqual([
    "Привет",
    "привет",
  ]);
  expect(await listCannedReplies(admin.actor)).toHaveLength(3);
  const moved = changeCannedReply({
    actor: admin.actor,
    cannedReplyId: all.id,
    change: { seller_id: sellerId },
  });
  await expect(moved).rejects.toThrow("shortcut_taken");
  const mine = { actor: anna.actor, cannedReplyId: foreign.id };
  await expect(changeCannedReply({ ...mine, change: { title: "x" } })).rejects.toThrow("not_found");
  await expect(removeCannedReply(mine)).rejects.toThrow("not_found");
  const changed = await changeCannedReply({
    actor: admin.actor,
    cannedReplyId: foreign.id,
    change: { shortcut: "наше", seller_id: null, text: "Добрый день!" },
  });
  expect(changed).toMatchObject({ shortcut: "наше", seller_id: null, title: "Т", text: "Добрый день!" });
  await removeCannedReply({ actor: admin.actor, cannedReplyId: changed.id });
  expect(await listCannedReplies(admin.actor)).toHaveLength(2);
  const [audit] = await database.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM audit_log WHERE action LIKE 'canned_reply.%'",
  );
  expect(audit?.count).toBe(5);
});
