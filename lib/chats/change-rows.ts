import { Prisma } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { isVisible, type VisibleSellers } from "../access/scope";
import { appendAudits } from "../audit/append";
import { now } from "../clock";
import type { Tx } from "../db/transaction";
import { isUuid } from "../db/uuid";
import { enqueue } from "../queue/enqueue";
import { appendEvents } from "../realtime/append-event";
import { capabilitiesOf } from "../sellers/connect-seller";
import { appendNotices } from "../team/notices";
import type { ChatAct } from "../wire/notes";
import { type ActivityAuthor, appendActivities, type NewActivity } from "./activity";

/** A chat's changeable state, locked against every other writer until the transaction ends. */
export interface LockedChat {
  readonly id: string;
  readonly sellerId: string;
  readonly kind: string;
  readonly marketplace: string;
  readonly dialect: string;
  readonly assigneeId: string | null;
  readonly status: string;
  readonly tags: readonly string[];
  readonly snoozedUntil: Date | null;
  readonly unreadCount: number;
  readonly preview: string | null;
}

/** What is left out stays as it is. Tags are named as they stand in `tags` (see `ensureTags`). */
export interface RowChange {
  /** Must be able to see every one of the chats; whoever calls has asked. */
  readonly assignee?: { readonly id: string; readonly name: string } | null | undefined;
  readonly status?: "open" | "closed" | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly addTags?: readonly string[] | undefined;
  readonly removeTags?: readonly string[] | undefined;
  readonly snoozedUntil?: Date | null | undefined;
  readonly isRead?: true | undefined;
}

/** Who changes, as history and audit name them. */
export interface Changer {
  readonly author: ActivityAuthor;
  readonly requestId: string | null;
}

/** A person's change. */
export function changerOf(actor: Actor): Changer {
  return { author: { type: "user", id: actor.userId, name: actor.name }, requestId: actor.requestId };
}

/** Locks the visible ones among these chats in the order of their ids, as everybody does who locks several. */
export async function lockChats(
  tx: Tx,
  { scope, chatIds }: { scope: VisibleSellers; chatIds: readonly string[] },
): Promise<LockedChat[]> {
  const ids = [...new Set(chatIds)].filter(isUuid);
  if (ids.length === 0) return [];
  return tx.sql.$queryRaw<LockedChat[]>`
    SELECT c.id, c.seller_id AS "sellerId", c.kind, shop.marketplace, shop.dialect, c.assignee_id AS "assigneeId",
           c.status, c.tags, c.snoozed_until AS "snoozedUntil", c.unread_count AS "unreadCount",
           c.last_message_preview AS preview
      FROM chats c JOIN sellers shop ON shop.id = c.seller_id
     WHERE c.id = ANY (${ids}::uuid[]) AND ${isVisible(scope, Prisma.sql`c.seller_id`)}
     ORDER BY c.id FOR UPDATE OF c`;
}

/**
 * Changes locked chats: rows, history, events, notices to whom they were given, one audit record each. Chats that
 * already are as asked are left alone. Answers the ids of those that changed.
 */
export async function changeRows(
  tx: Tx,
  { chats, change, by }: { chats: readonly LockedChat[]; change: RowChange; by: Changer },
): Promise<string[]> {
  const plans = chats.map((chat) => planOf(chat, change)).filter((plan) => plan.isChanged);
  if (plans.length === 0) return [];
  await writeRows(tx, plans);
  if (change.isRead === true) await readAll(tx, plans);
  const changed = plans.map(({ chat }) => chat);
  await appendActivities(tx, activitiesOf(plans, by.author));
  await appendEvents(
    tx,
    changed.map((chat) => ({ name: "chat.updated" as const, sellerId: chat.sellerId, subjectId: chat.id })),
  );
  await appendAudits(
    tx,
    plans.map(({ chat, acts }) => ({
      actor:
        by.author.type === "user" ? { type: "user", id: by.author.id } : { type: "system", id: by.author.id },
      action: "chat.changed",
      subject: { type: "chat", id: chat.id },
      sellerId: chat.sellerId,
      details: { acts: acts.length === 0 ? ["read"] : acts.map((act) => act.name) },
      requestId: by.requestId,
    })),
  );
  await tellAssignee(tx, plans, by.author);
  return changed.map((chat) => chat.id);
}

interface Plan {
  readonly chat: LockedChat;
  readonly isChanged: boolean;
  readonly isRead: boolean;
  readonly assigneeId: string | null;
  readonly status: string;
  readonly tags: readonly string[];
  readonly snoozedUntil: Date | null;
  readonly acts: readonly ChatAct[];
}

/** What a change comes to for one chat; acts name real changes alone. */
function planOf(chat: LockedChat, change: RowChange): Plan {
  const tags = tagsAfter(chat.tags, change);
  const added = tags.filter((tag) => !chat.tags.includes(tag));
  const removed = chat.tags.filter((tag) => !tags.includes(tag));
  const assigneeId = change.assignee === undefined ? chat.assigneeId : (change.assignee?.id ?? null);
  const status = change.status ?? chat.status;
  const snoozedUntil = change.snoozedUntil === undefined ? chat.snoozedUntil : change.snoozedUntil;
  const acts: ChatAct[] = [];
  if (assigneeId !== chat.assigneeId) acts.push(assignmentAct(change.assignee ?? null));
  if (added.length + removed.length > 0) acts.push({ name: "tagged", added, removed });
  if (snoozedUntil?.getTime() !== chat.snoozedUntil?.getTime()) {
    acts.push(
      snoozedUntil === null ? { name: "woken" } : { name: "snoozed", until: snoozedUntil.toISOString() },
    );
  }
  if (status !== chat.status) acts.push({ name: status === "closed" ? "closed" : "reopened" });
  const isRead = change.isRead === true && chat.unreadCount > 0;
  return { chat, isChanged: acts.length > 0 || isRead, isRead, assigneeId, status, tags, snoozedUntil, acts };
}

/** The tags a chat has after the change, in the order in which they came. */
export function tagsAfter(
  before: readonly string[],
  change: Pick<RowChange, "tags" | "addTags" | "removeTags">,
): string[] {
  const kept = (change.tags ?? before).filter((tag) => change.removeTags?.includes(tag) !== true);
  return [...new Set([...kept, ...(change.addTags ?? [])])];
}

function assignmentAct(assignee: RowChange["assignee"] & (object | null)): ChatAct {
  if (assignee === null) return { name: "unassigned" };
  return { name: "assigned", assignee_id: assignee.id, assignee_name: assignee.name };
}

async function writeRows(tx: Tx, plans: readonly Plan[]): Promise<void> {
  const rows = plans.map((plan) => ({
    id: plan.chat.id,
    assignee_id: plan.assigneeId,
    status: plan.status,
    tags: plan.tags,
    snoozed_until: plan.snoozedUntil?.toISOString() ?? null,
    is_read: plan.isRead,
  }));
  await tx.sql.$executeRaw`
    UPDATE chats c SET
      assignee_id = n.assignee_id, status = n.status, snoozed_until = n.snoozed_until,
      tags = ARRAY(SELECT jsonb_array_elements_text(n.tags)),
      unread_count = CASE WHEN n.is_read THEN 0 ELSE c.unread_count END, updated_at = now()
     FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS n (
       id uuid, assignee_id text, status text, tags jsonb, snoozed_until timestamptz, is_read boolean)
    WHERE c.id = n.id`;
}

/** Index messages_unread. The marketplace hears of it where it can be told. */
async function readAll(tx: Tx, plans: readonly Plan[]): Promise<void> {
  const read = plans.filter((plan) => plan.isRead).map((plan) => plan.chat);
  await tx.sql.message.updateMany({
    where: { chatId: { in: read.map((chat) => chat.id) }, direction: "inbound", readAt: null },
    data: { readAt: now() },
  });
  const told = read.filter((chat) => chat.kind === "buyer" && capabilitiesOf(chat).canMarkRead);
  tx.afterCommit(async () => {
    for (const chat of told) await enqueue("report-read", { chat_id: chat.id });
  });
}

function activitiesOf(plans: readonly Plan[], author: ActivityAuthor): NewActivity[] {
  return plans.flatMap(({ chat, acts }) =>
    acts.map((act) => ({ chatId: chat.id, sellerId: chat.sellerId, author, act })),
  );
}

async function tellAssignee(tx: Tx, plans: readonly Plan[], author: ActivityAuthor): Promise<void> {
  const given = plans.filter((plan) => plan.assigneeId !== plan.chat.assigneeId);
  const notices = given.flatMap(({ chat, assigneeId }) =>
    assigneeId === null
      ? []
      : [
          {
            userId: assigneeId,
            kind: "assigned" as const,
            chatId: chat.id,
            sellerId: chat.sellerId,
            fromName: author.name,
            text: chat.preview ?? "",
          },
        ],
  );
  await appendNotices(tx, notices, { exceptUserId: author.type === "user" ? author.id : null });
}
