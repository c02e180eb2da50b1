import type { z } from "zod";
import type { Actor } from "../access/actor";
import { appendAudit } from "../audit/append";
import { inTransaction } from "../db/transaction";
import type { addTag as addEndpoint, Tag } from "../wire/desk";
import { refuseTaken, toWireTag } from "./model";

/** Makes a tag; one name whatever its case. Throws `tag_taken`. */
export async function addTag(input: {
  actor: Actor;
  given: z.output<(typeof addEndpoint)["body"]>;
}): Promise<Tag> {
  const { actor, given } = input;
  return refuseTaken("tag_taken", () =>
    inTransaction(async (tx) => {
      const row = await tx.sql.tag.create({ data: { name: given.name, color: given.color ?? "gray" } });
      await appendAudit(tx, {
        actor: { type: "user", id: actor.userId },
        action: "tag.added",
        subject: { type: "tag", id: row.id },
        sellerId: null,
        details: { name: row.name },
        requestId: actor.requestId,
      });
      return toWireTag(row);
    }),
  );
}
