import { appendAudit } from "../audit/append";
import type { Tx } from "../db/transaction";
import { appendEvents } from "../realtime/append-event";
import { type AssignmentMode, chooseAssignee } from "../team/choose-assignee";
import { appendNotices } from "../team/notices";
import { type ActivityAuthor, appendActivities } from "./activity";

const theDesk: ActivityAuthor = { type: "system", id: null, name: null };

/**
 * Gives a chat that is nobody's to one of its seller's people, by turns or by load. Answers who got it; null when it
 * is somebody's already or nobody fits (it then stays as it is). `author`: the rule that asked for it, if one did.
 */
export async function assignByItself(
  tx: Tx,
  input: { chatId: string; sellerId: string; mode: AssignmentMode; author?: ActivityAuthor },
): Promise<string | null> {
  const { chatId, sellerId, mode, author = theDesk } = input;
  const [chat] = await tx.sql.$queryRaw<Array<{ assigneeId: string | null; preview: string | null }>>`
    SELECT assignee_id AS "assigneeId", last_message_preview AS preview
      FROM chats WHERE id = ${chatId}::uuid AND seller_id = ${sellerId}::uuid FOR UPDATE`;
  if (chat === undefined || chat.assigneeId !== null) return null;
  const assigneeId = await chooseAssignee(tx, { sellerId, mode });
  if (assigneeId === null) return null;
  const { name } = await tx.sql.user.findUniqueOrThrow({
    where: { id: assigneeId },
    select: { name: true },
  });
  await tx.sql.chat.updateMany({ where: { id: chatId, assigneeId: null }, data: { assigneeId } });
  const act = { name: "assigned", assignee_id: assigneeId, assignee_name: name } as const;
  await appendActivities(tx, [{ chatId, sellerId, author, act }]);
  await appendNotices(tx, [
    {
      userId: assigneeId,
      kind: "assigned",
      chatId,
      sellerId,
      fromName: author.name,
      text: chat.preview ?? "",
    },
  ]);
  await appendEvents(tx, [{ name: "chat.updated", sellerId, subjectId: chatId }]);
  await appendAudit(tx, {
    actor: { type: "system", id: null },
    action: "chat.assigned",
    subject: { type: "chat", id: chatId },
    sellerId,
    details: { assignee_id: assigneeId, mode, author_type: author.type, author_id: author.id },
  });
  return assigneeId;
}
