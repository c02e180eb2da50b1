import type { Prisma } from "@/generated/prisma/client";
import type { Tx } from "../db/transaction";
import { requestContext } from "../request-context";

/** Who did what to what. `details` must hold no secret and no buyer's text. */
export interface AuditRecord {
  readonly actor: { readonly type: "user" | "system"; readonly id: string | null };
  /** Past tense, `noun.verb`: `seller.added`, `message.queued`. */
  readonly action: string;
  readonly subject: { readonly type: string; readonly id: string | null };
  readonly sellerId: string | null;
  readonly details?: Prisma.InputJsonObject;
  readonly requestId?: string | null;
}

/** Writes the record in the same transaction as the act itself, so that neither exists without the other. */
export async function appendAudit(tx: Tx, record: AuditRecord): Promise<void> {
  await appendAudits(tx, [record]);
}

/** The same for acts on many things at once. */
export async function appendAudits(tx: Tx, records: readonly AuditRecord[]): Promise<void> {
  const context = requestContext();
  await tx.sql.auditEntry.createMany({
    data: records.map((record) => ({
      actorType: record.actor.type,
      actorId: record.actor.id,
      action: record.action,
      subjectType: record.subject.type,
      subjectId: record.subject.id,
      sellerId: record.sellerId,
      details: record.details ?? {},
      requestId: record.requestId ?? context?.requestId ?? null,
      ip: context?.ip ?? null,
      userAgent: context?.userAgent ?? null,
    })),
  });
}
