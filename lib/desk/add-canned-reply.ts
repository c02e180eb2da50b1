import type { z } from "zod";
import type { Actor } from "../access/actor";
import { appendAudit } from "../audit/append";
import { inTransaction } from "../db/transaction";
import type { addCannedReply as addEndpoint, CannedReply } from "../wire/desk";
import { refuseTaken, toWireCannedReply } from "./model";
import { requireSellerOrAll } from "./require-canned-reply";

/**
 * Makes a canned reply, for one seller or for all; a shortcut stands once for each, whatever its case.
 * Throws `not_found` for a seller that is not the actor's, `shortcut_taken`.
 */
export async function addCannedReply(input: {
  actor: Actor;
  given: z.output<(typeof addEndpoint)["body"]>;
}): Promise<CannedReply> {
  const { actor, given } = input;
  const sellerId = given.seller_id ?? null;
  await requireSellerOrAll(actor, sellerId);
  return refuseTaken("shortcut_taken", () =>
    inTransaction(async (tx) => {
      const row = await tx.sql.cannedReply.create({
        data: { shortcut: given.shortcut, title: given.title, text: given.text, sellerId },
      });
      await appendAudit(tx, {
        actor: { type: "user", id: actor.userId },
        action: "canned_reply.added",
        subject: { type: "canned_reply", id: row.id },
        sellerId,
        details: { shortcut: row.shortcut },
        requestId: actor.requestId,
      });
      return toWireCannedReply(row);
    }),
  );
}
