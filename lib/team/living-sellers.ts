import type { Tx } from "../db/transaction";
import { isUuid } from "../db/uuid";
import { AppError } from "../errors";

/** The given sellers without doubles. Throws `not_found` when one does not exist or was removed. */
export async function requireLivingSellers(tx: Tx, sellerIds: readonly string[]): Promise<string[]> {
  if (!sellerIds.every(isUuid)) throw new AppError("not_found");
  const wanted = [...new Set(sellerIds.map((id) => id.toLowerCase()))];
  const found = await tx.sql.seller.count({ where: { id: { in: wanted }, deletedAt: null } });
  if (found !== wanted.length) throw new AppError("not_found");
  return wanted;
}
