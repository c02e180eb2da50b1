import { Prisma } from "@/generated/prisma/client";
import { now } from "../clock";
import { db } from "../db/client";
import { isUuid } from "../db/uuid";
import type { tryRule as tryEndpoint } from "../wire/automation";
import type { AnswerOf } from "../wire/endpoint";
import { type GivenRule, partsOf } from "./change-rules";
import { requireIdle } from "./check-rule";
import { fillReply } from "./fill-reply";
import { conditionsToSql } from "./match-conditions";
import { momentsSql } from "./moments";

/** Moments looked at, the newest of them. */
const MOST_MOMENTS = 5_000;
const MOST_SAMPLES = 50;
/** How much of a message a sample repeats. */
const TEXT_CHARS = 500;

interface Moment {
  readonly chatId: string;
  readonly messageId: string | null;
  readonly at: Date;
  readonly holds: boolean;
}

/**
 * What a rule would have done in the last days. Reads only. Tags, assignment and orders are as they are now; words and
 * hours as they were at each moment. Throws `invalid_input`.
 */
export async function tryRule(input: {
  rule: GivenRule;
  days: number;
}): Promise<AnswerOf<typeof tryEndpoint>> {
  const rule = { ...input.rule, ...partsOf(input.rule) };
  requireIdle(rule);
  const moments = await readMoments(rule, new Date(now().getTime() - input.days * 24 * 60 * 60_000));
  const lookedAt = moments.slice(0, MOST_MOMENTS);
  const matched = lookedAt.filter((moment) => moment.holds);
  return {
    looked_at: lookedAt.length,
    matched: matched.length,
    is_cut: moments.length > MOST_MOMENTS,
    samples: await toSamples(rule, matched.slice(0, MOST_SAMPLES)),
  };
}

function readMoments(rule: ReturnType<typeof partsOf>, since: Date): Promise<Moment[]> {
  const conditions = conditionsToSql(rule.conditions, {
    at: Prisma.sql`moment.at`,
    wordsHold: (test) =>
      Prisma.sql`EXISTS (SELECT 1 FROM messages said WHERE said.id = moment.message_id AND ${test})`,
  });
  return db().$queryRaw<Moment[]>`
    WITH moment AS MATERIALIZED (
      SELECT * FROM (${momentsSql(rule, { since, now: now() })}) m LIMIT ${MOST_MOMENTS + 1})
    SELECT moment.chat_id AS "chatId", moment.message_id AS "messageId", moment.at, (${conditions}) AS holds
      FROM moment JOIN chats c ON c.id = moment.chat_id LEFT JOIN seller_service service ON service.seller_id = c.seller_id
     ORDER BY moment.at DESC`;
}

async function toSamples(
  rule: ReturnType<typeof partsOf>,
  moments: readonly Moment[],
): Promise<AnswerOf<typeof tryEndpoint>["samples"]> {
  const chats = await db().chat.findMany({
    where: { id: { in: moments.map((moment) => moment.chatId) } },
    select: { id: true, sellerId: true, buyerName: true },
  });
  const messages = await db().message.findMany({
    where: { id: { in: moments.flatMap((moment) => (moment.messageId === null ? [] : [moment.messageId])) } },
    select: { id: true, text: true },
  });
  const chatOf = new Map(chats.map((chat) => [chat.id, chat]));
  const textOf = new Map(messages.map((message) => [message.id, message.text]));
  const template = await findTemplate(rule);
  const samples: AnswerOf<typeof tryEndpoint>["samples"] = [];
  for (const { chatId, messageId, at } of moments) {
    const chat = chatOf.get(chatId);
    if (chat === undefined) continue;
    samples.push({
      chat_id: chatId,
      buyer_name: chat.buyerName,
      seller_id: chat.sellerId,
      at: at.toISOString(),
      text: (textOf.get(messageId ?? "") ?? "").slice(0, TEXT_CHARS),
      actions: [...rule.actions],
      reply_text: template === null ? null : await fillReply(db(), { chatId, template }),
    });
  }
  return samples;
}

async function findTemplate({
  actions,
}: Pick<ReturnType<typeof partsOf>, "actions">): Promise<string | null> {
  const reply = actions.find((action) => action.do === "reply");
  if (reply === undefined || !isUuid(reply.canned_reply_id)) return null;
  const row = await db().cannedReply.findUnique({
    where: { id: reply.canned_reply_id },
    select: { text: true },
  });
  return row?.text ?? null;
}
