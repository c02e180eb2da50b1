import type { z } from "zod";
import type { Actor } from "../access/actor";
import { appendAudit } from "../audit/append";
import { inTransaction } from "../db/transaction";
import type { CannedReply, changeCannedReply as changeEndpoint } from "../wire/desk";
import { refuseGone, refuseTaken, toWireCannedReply } from "./model";
import { requireCannedReply, requireSellerOrAll } from "./require-canned-reply";

/** Changes a canned reply. Throws `not_found` (also for a new seller that is not the actor's), `shortcut_taken`. */
export async function changeCannedReply(input: {
  actor: Actor;
  cannedReplyId: string;
  change: z.output<(typeof changeEndpoint)["body"]>;
}): Promise<CannedReply> {
  const { actor, change } = input;
  const before = await requireCannedReply(actor, input.cannedReplyId);
  await requireSellerOrAll(actor, change.seller_id ?? null);
  return refuseTaken("shortcut_taken", () =>
    inTransaction(async (tx) => {
      const data = {
        shortcut: change.shortcut,
        title: change.title,
        text: change.text,
        sellerId: change.seller_id,
      };
      const row = await refuseGone(() => tx.sql.cannedReply.update({ where: { id: before.id }, data }));
      await appendAudit(tx, {
        actor: { type: "user", id: actor.userId },
        action: "canned_reply.changed",
        subject: { type: "canned_reply", id: row.id },
        sellerId: row.sellerId,
        details: { fields: Object.keys(change) },
        requestId: actor.requestId,
      });
      return toWireCannedReply(row);
    }),
  );
}
