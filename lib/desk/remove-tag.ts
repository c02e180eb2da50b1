import type { Actor } from "../access/actor";
import { appendAudit } from "../audit/append";
import { inTransaction } from "../db/transaction";
import { isUuid } from "../db/uuid";
import { AppError } from "../errors";
import { findTagName, lockTag, retagInBatches, retagTheRest } from "./retag-chats";

/** Takes a tag off every chat and removes it. Views and rules that name it keep its name and say so. Throws `not_found`. */
export async function removeTag(input: { actor: Actor; tagId: string }): Promise<void> {
  const { actor, tagId } = input;
  const name = isUuid(tagId) ? await findTagName(tagId) : null;
  if (name === null) throw new AppError("not_found");
  await retagInBatches({ from: name, to: null });
  await inTransaction(async (tx) => {
    const tag = await lockTag(tx, tagId);
    if (tag === null) throw new AppError("not_found");
    await retagTheRest(tx, { from: tag.name, to: null });
    await tx.sql.tag.delete({ where: { id: tagId } });
    await appendAudit(tx, {
      actor: { type: "user", id: actor.userId },
      action: "tag.removed",
      subject: { type: "tag", id: tagId },
      sellerId: null,
      details: { name: tag.name },
      requestId: actor.requestId,
    });
  });
}
