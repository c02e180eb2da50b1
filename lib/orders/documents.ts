import type { OrderDocument as DocumentRow } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { may } from "../access/policy";
import { visibleSellers, visibleSellerWhere } from "../access/scope";
import { appendAudit } from "../audit/append";
import { now } from "../clock";
import { db } from "../db/client";
import { inTransaction } from "../db/transaction";
import { isUuid } from "../db/uuid";
import { AppError } from "../errors";
import { errorSentence, type Language } from "../i18n/error-sentence";
import { enqueue } from "../queue/enqueue";
import { type ErrorCode, errorStatus } from "../wire/error-codes";
import { type OrderDocument, orderDocument } from "../wire/order-acts";
import { requirePostings } from "./require-postings";
import { requireMayAssemble } from "./rules";

/** As many as a marketplace draws at once. */
const MOST_LABELS = 20;
/** Documents name buyers; whoever needs one again has it made again. */
const KEPT_DAYS = 7;

/** Without the file itself. */
const facts = {
  id: true,
  sellerId: true,
  kind: true,
  status: true,
  postings: true,
  fileName: true,
  errorCode: true,
  errorText: true,
  createdAt: true,
} as const;
type DocumentFacts = Pick<DocumentRow, keyof typeof facts>;

/**
 * Has labels or a hand-over act made by the marketplace; the workers wait for it. An act is of postings that one carrier
 * fetches: it tells the carrier that they are handed over, so it is for those who may do that. Throws
 * `assembling_not_allowed`, `not_allowed`, `too_many_labels`, what `requirePostings` throws.
 */
export async function createDocument(input: {
  actor: Actor;
  language: Language;
  sellerId: string;
  kind: "labels" | "act";
  postingNumbers: readonly string[];
}): Promise<OrderDocument> {
  const { actor, kind, postingNumbers, language } = input;
  await requireMayAssemble(actor);
  if (kind === "act" && !may(actor.role, "market.act")) throw new AppError("not_allowed");
  if (kind === "labels" && postingNumbers.length > MOST_LABELS) throw new AppError("too_many_labels");
  const { seller, rows } = await requirePostings({
    ...input,
    act: kind === "labels" ? "label" : "hand_over",
  });
  if (kind === "act") {
    const [first] = rows;
    const others = rows.filter(
      (row) => row.warehouseId !== first?.warehouseId || row.deliveryMethod !== first?.deliveryMethod,
    );
    if (others.length > 0)
      throw new AppError("act_not_open", { details: { subjects: others.map((row) => row.postingNumber) } });
  }
  const row = await inTransaction(async (tx) => {
    const made = await tx.sql.orderDocument.create({
      data: { sellerId: seller.id, kind, postings: [...postingNumbers], createdBy: actor.userId },
      select: facts,
    });
    await appendAudit(tx, {
      actor: { type: "user", id: actor.userId },
      action: "document.asked",
      subject: { type: "order_document", id: made.id },
      sellerId: seller.id,
      details: { kind, count: postingNumbers.length, postings: postingNumbers.slice(0, 20) },
      requestId: actor.requestId,
    });
    tx.afterCommit(() => enqueue("make-document", { document_id: made.id }));
    return made;
  });
  return toWireDocument(row, language);
}

/** Whether a document is ready. Throws `not_found`, `assembling_not_allowed`. */
export async function getDocument(input: {
  actor: Actor;
  id: string;
  language: Language;
}): Promise<OrderDocument> {
  return toWireDocument(await requireDocument(input.actor, input.id, facts), input.language);
}

/** The PDF. Throws `not_found`, `assembling_not_allowed`, `document_not_ready`. */
export async function readDocumentFile(input: {
  actor: Actor;
  id: string;
}): Promise<{ name: string; bytes: Uint8Array }> {
  const row = await requireDocument(input.actor, input.id, { ...facts, bytes: true });
  if (row.status !== "ready" || row.bytes === null) throw new AppError("document_not_ready");
  return { name: row.fileName ?? `${row.kind}.pdf`, bytes: row.bytes };
}

async function requireDocument<Columns extends Partial<Record<keyof DocumentRow, true>>>(
  actor: Actor,
  id: string,
  select: Columns,
) {
  if (!isUuid(id)) throw new AppError("not_found");
  const row = await db().orderDocument.findFirst({
    where: { id, seller: visibleSellerWhere(visibleSellers(actor)) },
    select,
  });
  if (row === null) throw new AppError("not_found");
  await requireMayAssemble(actor);
  return row;
}

/** Forgets documents after a week. For the sweep. */
export async function forgetOldDocuments(): Promise<void> {
  const before = new Date(now().getTime() - KEPT_DAYS * 86_400_000);
  await db().orderDocument.deleteMany({ where: { createdAt: { lt: before } } });
}

function toWireDocument(row: DocumentFacts, language: Language): OrderDocument {
  const code = row.errorCode;
  return {
    id: row.id,
    seller_id: row.sellerId,
    kind: row.kind === "act" ? "act" : "labels",
    status: orderDocument.shape.status.parse(row.status),
    posting_numbers: row.postings,
    file_name: row.fileName,
    error:
      row.status === "failed" && code !== null && isKnown(code)
        ? { code, message: errorSentence(code, language), theirs: row.errorText }
        : null,
    created_at: row.createdAt.toISOString(),
  };
}

function isKnown(code: string): code is ErrorCode {
  return Object.hasOwn(errorStatus, code);
}
