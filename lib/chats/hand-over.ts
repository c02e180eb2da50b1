import type { Actor } from "../access/actor";
import { appendAudit } from "../audit/append";
import { now } from "../clock";
import { inTransaction } from "../db/transaction";
import { AppError } from "../errors";
import { appendEvents } from "../realtime/append-event";
import { listWhoSee } from "../team/colleagues";
import { appendNotices } from "../team/notices";
import type { Note } from "../wire/notes";
import { appendActivities } from "./activity";
import { toWireNote } from "./notes";
import { requireChat } from "./read";

/**
 * Gives the chat to a colleague with a word about it: both or neither. Throws `not_found`, `unknown_assignee` for one
 * who is gone or does not see the seller.
 */
export async function handOver(input: {
  actor: Actor;
  chatId: string;
  assigneeId: string;
  text: string;
}): Promise<Note> {
  const { actor, text } = input;
  const { id: chatId, sellerId } = await requireChat(actor, input.chatId);
  const author = { type: "user", id: actor.userId, name: actor.name } as const;
  return inTransaction(async (tx) => {
    const [chat] = await tx.sql.$queryRaw<Array<{ assigneeId: string | null }>>`
      SELECT assignee_id AS "assigneeId" FROM chats WHERE id = ${chatId}::uuid FOR UPDATE`;
    const [assignee] = await listWhoSee(tx, { sellerId, userIds: [input.assigneeId] });
    if (chat === undefined) throw new AppError("not_found");
    if (assignee === undefined) throw new AppError("unknown_assignee");
    await tx.sql.chat.update({ where: { id: chatId }, data: { assigneeId: assignee.id } });
    const row = await tx.sql.note.create({
      data: {
        chatId,
        sellerId,
        kind: "hand_over",
        authorType: author.type,
        authorId: author.id,
        authorName: author.name,
        text,
        mentions: [assignee.id],
        createdAt: new Date(now().getTime() - 1), // the word stands before the act, also within a millisecond
      },
    });
    await appendEvents(tx, [{ name: "note.created", sellerId, subjectId: row.id }]);
    if (chat.assigneeId !== assignee.id) {
      const act = { name: "assigned", assignee_id: assignee.id, assignee_name: assignee.name } as const;
      await appendActivities(tx, [{ chatId, sellerId, author, act }]);
    }
    const notice = { kind: "handed_over", chatId, sellerId, fromName: actor.name, text } as const;
    await appendNotices(tx, [{ ...notice, userId: assignee.id }], { exceptUserId: actor.userId });
    await appendEvents(tx, [{ name: "chat.updated", sellerId, subjectId: chatId }]);
    await appendAudit(tx, {
      actor: { type: "user", id: actor.userId },
      action: "chat.handed_over",
      subject: { type: "chat", id: chatId },
      sellerId,
      details: { from: chat.assigneeId, to: assignee.id },
      requestId: actor.requestId,
    });
    return toWireNote(row);
  });
}
