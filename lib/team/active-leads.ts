import { may } from "../access/policy";
import type { Tx } from "../db/transaction";
import { role } from "../wire/users";

/** Everybody who may send broadcasts and may sign in. */
export async function listActiveLeads(tx: Tx): Promise<Array<{ id: string; name: string }>> {
  const leading = role.options.filter((one) => may(one, "broadcasts.manage"));
  return tx.sql.user.findMany({
    where: { role: { in: leading }, deactivatedAt: null },
    select: { id: true, name: true },
    orderBy: { id: "asc" },
  });
}
