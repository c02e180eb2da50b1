import { FernetError } from "../crypto/fernet";
import { type Keyring, parseKeyring } from "../crypto/keyring";
import { db } from "../db/client";
import type { Tx } from "../db/transaction";
import { inTransaction } from "../db/transaction";
import { env } from "../env";
import type { Credentials } from "../marketplaces/ports";
import { once } from "../once";

/** The only file that encrypts and decrypts. Plain secrets live in arguments and return values, nowhere else. */
const keyring = once("keyring", (): Keyring => parseKeyring(env().ENCRYPTION_KEYS));

export type SecretKind = "api" | "webhook_secret";

const CANARY = "prilavok";

/** Stores the key material of a seller at its marketplace. */
export async function storeCredentials(tx: Tx, sellerId: string, credentials: Credentials): Promise<void> {
  await storeSecret(tx, { sellerId, kind: "api", plain: JSON.stringify(credentials) });
}

/** Stores one secret of a seller, replacing the one before. */
export async function storeSecret(
  tx: Tx,
  { sellerId, kind, plain }: { sellerId: string; kind: SecretKind; plain: string },
): Promise<void> {
  const ciphertext = keyring().encrypt(plain);
  await tx.sql.credential.upsert({
    where: { sellerId_kind: { sellerId, kind } },
    create: { sellerId, kind, ciphertext },
    update: { ciphertext },
  });
}

/** Key material for signing a request; null when the seller has none. Called where a request is made, never earlier. */
export async function findCredentials(sellerId: string): Promise<Credentials | null> {
  const plain = await findSecret(sellerId, "api");
  // We wrote it ourselves, in `storeCredentials`.
  return plain === null ? null : (JSON.parse(plain) as Credentials);
}

/** One secret in plain; null when there is none. Throws when no configured key opens it. */
export async function findSecret(sellerId: string, kind: SecretKind): Promise<string | null> {
  const row = await db().credential.findUnique({ where: { sellerId_kind: { sellerId, kind } } });
  return row === null ? null : keyring().decrypt(row.ciphertext);
}

/** Seals a text that goes into a column of another table: a chat's secret, an answer that shows one, a signing secret. */
export function sealSecret(plain: string): string {
  return keyring().encrypt(plain);
}

/** The other way round. Throws when no configured key opens it. */
export function openSecret(ciphertext: string): string {
  return keyring().decrypt(ciphertext);
}

/** The same; null when its key was dropped meanwhile, for what is not encrypted anew (answers kept for a day). */
export function tryToOpenSecret(ciphertext: string): string | null {
  try {
    return openSecret(ciphertext);
  } catch (error) {
    if (error instanceof FernetError) return null;
    throw error;
  }
}

/**
 * Whether the configured keys are those of this database: opens the canary, or plants it on the first start.
 * `wrong` means that starting would leave every stored secret unreadable.
 */
export async function checkKeys(): Promise<"right" | "wrong"> {
  const planted = await db().keyCheck.findUnique({ where: { id: CANARY } });
  if (planted !== null) return canOpen(planted.ciphertext) ? "right" : "wrong";
  await db().keyCheck.createMany({
    data: [{ id: CANARY, ciphertext: keyring().encrypt(CANARY) }],
    skipDuplicates: true,
  });
  return "right";
}

function canOpen(ciphertext: string): boolean {
  return tryToOpenSecret(ciphertext) === CANARY;
}

/**
 * Encrypts everything stored anew under the newest key; can be broken off and run again.
 * Answers how many secrets there are and how many were re-encrypted.
 */
export async function reencryptAll(): Promise<{ total: number; changed: number }> {
  const credentials = await db().credential.findMany();
  const checks = await db().keyCheck.findMany();
  const chats = await db().chat.findMany({
    where: { chatSecret: { not: null } },
    select: { id: true, chatSecret: true },
  });
  let changed = 0;
  for (const row of credentials) {
    const ciphertext = renewed(row.ciphertext);
    if (ciphertext === null) continue;
    // no audit: the secret stays the same, only its wrapping is new.
    // Guarded by the old value: a key stored meanwhile must not be overwritten by the one it replaced.
    changed += await inTransaction(async (tx) => {
      const where = { sellerId: row.sellerId, kind: row.kind, ciphertext: row.ciphertext };
      return (await tx.sql.credential.updateMany({ where, data: { ciphertext } })).count;
    });
  }
  for (const row of chats) {
    const ciphertext = row.chatSecret === null ? null : renewed(row.chatSecret);
    if (ciphertext === null) continue;
    const where = { id: row.id, chatSecret: row.chatSecret };
    changed += (await db().chat.updateMany({ where, data: { chatSecret: ciphertext } })).count;
  }
  const outgoing = await reencryptOutgoing();
  for (const row of checks) {
    const ciphertext = renewed(row.ciphertext);
    if (ciphertext === null) continue;
    changed += (await db().keyCheck.updateMany({ where: { id: row.id }, data: { ciphertext } })).count;
  }
  const total = credentials.length + checks.length + chats.length + outgoing.total;
  return { total, changed: changed + outgoing.changed };
}

/** The secrets that outgoing webhooks are signed with. */
async function reencryptOutgoing(): Promise<{ total: number; changed: number }> {
  const rows = await db().outgoingWebhook.findMany({ select: { id: true, secret: true } });
  let changed = 0;
  for (const row of rows) {
    const secret = renewed(row.secret);
    if (secret === null) continue;
    // Guarded by the old value: a secret renewed meanwhile stays.
    const where = { id: row.id, secret: row.secret };
    changed += (await db().outgoingWebhook.updateMany({ where, data: { secret } })).count;
  }
  return { total: rows.length, changed };
}

function renewed(ciphertext: string): string | null {
  return keyring().isNewest(ciphertext) ? null : keyring().encrypt(keyring().decrypt(ciphertext));
}
