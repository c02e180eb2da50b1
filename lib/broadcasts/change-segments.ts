import type { z } from "zod";
import { Prisma, type Segment as SegmentRow } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { type AuditRecord, appendAudit } from "../audit/append";
import { inTransaction } from "../db/transaction";
import { AppError } from "../errors";
import { requireSeller } from "../sellers/change-seller";
import type { addSegment as addEndpoint, changeSegment as changeEndpoint, Segment } from "../wire/audience";
import { requireSegment, toWireSegment } from "./segments";

/** Keeps an audience under a name, for one seller of the actor's or for all. Throws `not_found`. */
export async function addSegment(input: {
  actor: Actor;
  given: z.output<(typeof addEndpoint)["body"]>;
}): Promise<Segment> {
  const { actor, given } = input;
  const sellerId = given.seller_id ?? null;
  if (sellerId !== null) await requireSeller(actor, sellerId);
  return inTransaction(async (tx) => {
    const row = await tx.sql.segment.create({
      data: { name: given.name, sellerId, filters: { ...given.filters }, createdBy: actor.userId },
    });
    await appendAudit(tx, recordOf(actor, "segment.added", row));
    return toWireSegment(row);
  });
}

/** Renames it or changes whom it holds; broadcasts made from it stay as they are. Throws `not_found`. */
export async function changeSegment(input: {
  actor: Actor;
  segmentId: string;
  change: z.output<(typeof changeEndpoint)["body"]>;
}): Promise<Segment> {
  const { actor, change } = input;
  const before = await requireSegment(actor, input.segmentId);
  return inTransaction(async (tx) => {
    const data = {
      name: change.name,
      filters: change.filters === undefined ? undefined : { ...change.filters },
    };
    const row = await tx.sql.segment
      .update({ where: { id: before.id }, data })
      .catch((error: unknown) => throwAsGone(error));
    await appendAudit(tx, recordOf(actor, "segment.changed", row, { fields: Object.keys(change) }));
    return toWireSegment(row);
  });
}

/** Throws `not_found`. */
export async function removeSegment(input: { actor: Actor; segmentId: string }): Promise<void> {
  const { actor } = input;
  const row = await requireSegment(actor, input.segmentId);
  await inTransaction(async (tx) => {
    const { count } = await tx.sql.segment.deleteMany({ where: { id: row.id } });
    if (count === 0) throw new AppError("not_found");
    await appendAudit(tx, recordOf(actor, "segment.removed", row));
  });
}

/** Somebody else removed it between the look and the change. */
function throwAsGone(error: unknown): never {
  if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2025")
    throw new AppError("not_found", { cause: error });
  throw error;
}

function recordOf(
  actor: Actor,
  action: string,
  row: SegmentRow,
  details: Prisma.InputJsonObject = {},
): AuditRecord {
  return {
    actor: { type: "user", id: actor.userId },
    action,
    subject: { type: "segment", id: row.id },
    sellerId: row.sellerId,
    details: { name: row.name, ...details },
    requestId: actor.requestId,
  };
}
