import { db } from "../db/client";
import type { Tx } from "../db/transaction";
import type { OutgoingFile } from "../marketplaces/ports";

/** Files that operators send: kept in the database, since another machine may send what this one received. */

/** Stores a file and answers its id. */
export async function storeOutboundFile(
  tx: Tx,
  { sellerId, file }: { sellerId: string; file: OutgoingFile },
): Promise<string> {
  const row = await tx.sql.outboundFile.create({
    data: {
      sellerId,
      name: file.name,
      mimeType: file.mimeType,
      sizeBytes: file.bytes.byteLength,
      // A copy: a view of a larger buffer is not what the client takes.
      bytes: new Uint8Array(file.bytes),
    },
    select: { id: true },
  });
  return row.id;
}

/** A file with its bytes; null when it was forgotten. */
export async function readOutboundFile(id: string): Promise<OutgoingFile | null> {
  const row = await db().outboundFile.findUnique({ where: { id } });
  return row === null ? null : { name: row.name, mimeType: row.mimeType, bytes: row.bytes };
}

/** How long a file is kept here after it was sent; then the marketplace's own copy is what there is. */
const KEPT_DAYS = 7;

/** For the sweep: forgets files that were sent long ago, and those that no message wants any more. */
export async function forgetSentFiles(): Promise<void> {
  // indexes outbound_files_created_at_idx, attachments_of_file
  await db().$executeRaw`
    WITH gone AS (
      DELETE FROM outbound_files f
       WHERE f.created_at < now() - make_interval(days => ${KEPT_DAYS})
         AND NOT EXISTS (
           SELECT 1 FROM attachments a JOIN messages m ON m.id = a.message_id
            WHERE a.file_id = f.id
              AND (m.status NOT IN ('sent', 'cancelled') OR m.created_at > now() - make_interval(days => ${KEPT_DAYS})))
      RETURNING f.id)
    UPDATE attachments SET file_id = NULL WHERE file_id IN (SELECT id FROM gone)`;
}
