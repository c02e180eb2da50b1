import type { z } from "zod";
import type { Actor } from "../access/actor";
import { appendAudit } from "../audit/append";
import { db } from "../db/client";
import { inTransaction } from "../db/transaction";
import { isUuid } from "../db/uuid";
import { AppError } from "../errors";
import type { changeTag as changeEndpoint, Tag } from "../wire/desk";
import { refuseTaken, toWireTag } from "./model";
import { findTagName, lockTag, renameInViewsAndRules, retagInBatches, retagTheRest } from "./retag-chats";

/**
 * Renames or recolours a tag, on every chat, saved view and rule. Chats come first, in batches; the last step holds the
 * tag, so that no chat keeps the old name. Throws `not_found`, `tag_taken`.
 */
export async function changeTag(input: {
  actor: Actor;
  tagId: string;
  change: z.output<(typeof changeEndpoint)["body"]>;
}): Promise<Tag> {
  const { actor, tagId, change } = input;
  const before = isUuid(tagId) ? await findTagName(tagId) : null;
  if (before === null) throw new AppError("not_found");
  const to = change.name ?? before;
  if (to !== before) {
    await requireFreeName(tagId, to);
    await retagInBatches({ from: before, to });
  }
  return refuseTaken("tag_taken", () =>
    inTransaction(async (tx) => {
      const tag = await lockTag(tx, tagId);
      if (tag === null) throw new AppError("not_found");
      const row = await tx.sql.tag.update({
        where: { id: tagId },
        data: { name: change.name, color: change.color },
      });
      if (tag.name !== row.name) {
        await retagTheRest(tx, { from: tag.name, to: row.name });
        await renameInViewsAndRules(tx, { from: tag.name, to: row.name });
      }
      await appendAudit(tx, {
        actor: { type: "user", id: actor.userId },
        action: "tag.changed",
        subject: { type: "tag", id: tagId },
        sellerId: null,
        details: { from: tag.name, to: row.name, color: row.color },
        requestId: actor.requestId,
      });
      return toWireTag(row);
    }),
  );
}

/** Before a chat is touched; the unique index has the last word. */
async function requireFreeName(tagId: string, name: string): Promise<void> {
  const [taken] = await db().$queryRaw<unknown[]>`
    SELECT 1 FROM tags WHERE lower(name) = lower(${name}) AND id <> ${tagId}::uuid`;
  if (taken !== undefined) throw new AppError("tag_taken");
}
