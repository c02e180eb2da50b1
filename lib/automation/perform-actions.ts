import { visibleSellers } from "../access/scope";
import { type ActivityAuthor, appendActivities } from "../chats/activity";
import { assignByItself } from "../chats/assign-by-itself";
import { type Changer, changeRows, type LockedChat, lockChats, type RowChange } from "../chats/change-rows";
import { queueReplyIn, type ReplyAuthor, requireShort, requireWritable } from "../chats/send";
import { now } from "../clock";
import type { Tx } from "../db/transaction";
import { AppError } from "../errors";
import { capabilitiesOf } from "../sellers/connect-seller";
import { appendNotices } from "../team/notices";
import type { RuleAction } from "../wire/automation";
import { fillReply } from "./fill-reply";
import type { Outcome, StoredRule } from "./model";

/** What acts by itself sees every seller that is not removed. */
const everySeller = visibleSellers({ userId: "", role: "admin" });

/** A chat locked for a change by itself; null when it or its seller is gone. */
export async function lockChat(tx: Tx, chatId: string): Promise<LockedChat | null> {
  return (await lockChats(tx, { scope: everySeller, chatIds: [chatId] }))[0] ?? null;
}

type Acting = { chatId: string; sellerId: string; rule: StoredRule };

/** Does what a rule says, in its order. What cannot be done is left out and told why; the rest happens. */
export async function performActions(tx: Tx, { chatId, sellerId, rule }: Acting): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const action of rule.actions) {
    const outcome = await perform(tx, { chatId, sellerId, rule, action });
    if (outcome === "done") outcomes.push({ do: action.do });
    else if (outcome !== "unchanged") outcomes.push({ do: action.do, skipped: outcome.skipped });
  }
  return outcomes;
}

type Done = "done" | "unchanged" | { readonly skipped: string };

function perform(tx: Tx, { action, ...acting }: Acting & { action: RuleAction }): Promise<Done> {
  switch (action.do) {
    case "assign":
      return assign(tx, acting, action.to);
    case "tag":
      return addTag(tx, acting, action.tag);
    case "reply":
      return reply(tx, acting, action.canned_reply_id);
    case "close":
      return change(tx, acting, { status: "closed" });
    case "snooze":
      return change(tx, acting, { snoozedUntil: new Date(now().getTime() + action.minutes * 60_000) });
    case "notify":
      return notify(tx, acting, action.user_ids);
  }
}

function authorOf(rule: StoredRule): ActivityAuthor {
  return { type: "rule", id: rule.id, name: rule.name };
}

async function change(tx: Tx, { chatId, rule }: Acting, wanted: RowChange): Promise<Done> {
  const chat = await lockChat(tx, chatId);
  if (chat === null) return { skipped: "not_found" };
  const by: Changer = { author: authorOf(rule), requestId: null };
  return (await changeRows(tx, { chats: [chat], change: wanted, by })).length > 0 ? "done" : "unchanged";
}

async function assign(tx: Tx, acting: Acting, to: string): Promise<Done> {
  const { chatId, sellerId, rule } = acting;
  if (to === "round_robin" || to === "least_busy") {
    const chat = await lockChat(tx, chatId);
    if (chat?.assigneeId !== null) return "unchanged"; // it is somebody's: turns are for chats that are nobody's
    const given = await assignByItself(tx, { chatId, sellerId, mode: to, author: authorOf(rule) });
    return given === null ? { skipped: "nobody_fits" } : "done";
  }
  const user = await tx.sql.user.findUnique({
    where: { id: to },
    select: { id: true, name: true, role: true, deactivatedAt: true, sellers: { where: { sellerId } } },
  });
  if (user === null || user.deactivatedAt !== null) return { skipped: "unknown_person" };
  if (user.role === "operator" && user.sellers.length === 0) return { skipped: "unknown_assignee" };
  return change(tx, acting, { assignee: { id: user.id, name: user.name } });
}

async function addTag(tx: Tx, acting: Acting, name: string): Promise<Done> {
  // Held until the end, as `ensureTags` does: a removal comes before or after, never between.
  const [tag] = await tx.sql.$queryRaw<Array<{ name: string }>>`
    SELECT name FROM tags WHERE lower(name) = lower(${name}) FOR SHARE`;
  return tag === undefined ? { skipped: "unknown_tag" } : change(tx, acting, { addTags: [tag.name] });
}

async function notify(tx: Tx, { chatId, sellerId, rule }: Acting, userIds: readonly string[]): Promise<Done> {
  const chat = await lockChat(tx, chatId);
  const people = await tx.sql.user.findMany({
    where: {
      id: { in: [...userIds] },
      deactivatedAt: null,
      OR: [{ role: { not: "operator" } }, { sellers: { some: { sellerId } } }],
    },
    select: { id: true, name: true },
    orderBy: { name: "asc" },
  });
  if (people.length === 0) return { skipped: "unknown_person" };
  const word = { kind: "rule", chatId, sellerId, fromName: rule.name, text: chat?.preview ?? "" } as const;
  await appendNotices(
    tx,
    people.map((person) => ({ ...word, userId: person.id })),
  );
  const act = { name: "notified", names: people.map((person) => person.name) } as const;
  await appendActivities(tx, [{ chatId, sellerId, author: authorOf(rule), act }]);
  return "done";
}

async function reply(tx: Tx, { chatId, rule }: Acting, cannedReplyId: string): Promise<Done> {
  const canned = await tx.sql.cannedReply.findUnique({
    where: { id: cannedReplyId },
    select: { text: true },
  });
  if (canned === null) return { skipped: "canned_reply_gone" };
  const author = { id: null, name: rule.name, requestId: null, details: { rule_id: rule.id } };
  return speak(tx, { chatId, template: canned.text, author, activityAuthor: authorOf(rule) });
}

/**
 * Says something by itself: the template filled, put in line as a reply. Skipped with a reason where the marketplace
 * would not take it. The caller holds the chat's lock.
 */
export async function speak(
  tx: Tx,
  input: { chatId: string; template: string; author: ReplyAuthor; activityAuthor: ActivityAuthor },
): Promise<"done" | { readonly skipped: string }> {
  const { chatId, author } = input;
  const chat = await tx.sql.chat.findUniqueOrThrow({
    where: { id: chatId },
    include: { seller: { select: { marketplace: true, dialect: true, status: true } } },
  });
  const capabilities = capabilitiesOf(chat.seller);
  const text = await fillReply(tx.sql, { chatId, template: input.template });
  if (text === "") return { skipped: "empty_text" };
  try {
    requireWritable({ ...chat, sellerStatus: chat.seller.status }, capabilities);
    requireShort(text, capabilities);
  } catch (error) {
    if (error instanceof AppError) return { skipped: error.code };
    throw error;
  }
  const { id, sellerId } = chat;
  const spoken = { id, sellerId, replyWindowHours: capabilities.replyWindowHours };
  await queueReplyIn(tx, { chat: spoken, author, text });
  await appendActivities(tx, [
    { chatId, sellerId, author: input.activityAuthor, act: { name: "auto_replied" } },
  ]);
  return "done";
}
