import { symmetricDecrypt, symmetricEncrypt } from "better-auth/crypto";
import { db } from "../db/client";
import type { Tx } from "../db/transaction";
import { env } from "../env";

/** As the sign-in library seals what it keeps in this table: XChaCha20-Poly1305 under `AUTH_SECRET`. */
export function seal(text: string): Promise<string> {
  return symmetricEncrypt({ key: env().AUTH_SECRET, data: text });
}

/** Opens what `seal` or the library sealed. */
export function unseal(sealed: string): Promise<string> {
  return symmetricDecrypt({ key: env().AUTH_SECRET, data: sealed });
}

/** A person's second factor, begun or confirmed; null: none. */
export function findTwoFactor(userId: string) {
  return db().twoFactor.findFirst({ where: { userId }, orderBy: { id: "asc" } });
}

/** Takes a code's half-minute for good. False: this one or a later one was taken before. */
export async function takeStep(
  { id, step }: { id: string; step: number },
  sql: Tx["sql"] = db(),
): Promise<boolean> {
  const { count } = await sql.twoFactor.updateMany({
    where: { id, OR: [{ lastUsedStep: null }, { lastUsedStep: { lt: step } }] },
    data: { lastUsedStep: step },
  });
  return count === 1;
}
