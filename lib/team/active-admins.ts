import type { Tx } from "../db/transaction";

/** Ids of everybody who looks after the desk and may sign in. */
export async function listActiveAdminIds(tx: Tx): Promise<string[]> {
  const where = { role: "admin", deactivatedAt: null };
  const rows = await tx.sql.user.findMany({ where, select: { id: true }, orderBy: { id: "asc" } });
  return rows.map((row) => row.id);
}
