import { createHash, randomBytes, scryptSync, timingSafeEqual } from "node:crypto";
import { decryptFernet, FernetError, parseFernetKey } from "@/lib/crypto/fernet";

/** The keys at hand, newest first, as `ENCRYPTION_KEYS` writes them. */
export function splitKeys(setting: string): string[] {
  return setting
    .split(",")
    .map((key) => key.trim())
    .filter((key) => key !== "");
}

/** Names a key without giving it away: it has 256 random bits, so its hash cannot be guessed back. */
export function fingerprintOf(key: string): string {
  return createHash("sha256").update(`prilavok encryption key\n${key}`).digest("hex").slice(0, 16);
}

/** The key of the ring that opens a token, or null. */
export function findOpeningKey(keys: readonly string[], token: string): string | null {
  return keys.find((key) => opens(key, token)) ?? null;
}

function opens(key: string, token: string): boolean {
  try {
    decryptFernet(parseFernetKey(key), token);
    return true;
  } catch (error) {
    if (error instanceof FernetError) return false;
    throw error;
  }
}

/** A person may have chosen this one: slow to try out, and salted. */
export function fingerprintOfSecret(secret: string): { salt: string; hash: string } {
  const salt = randomBytes(16);
  return { salt: salt.toString("hex"), hash: slowHash(secret, salt).toString("hex") };
}

export function isSecretOf(fingerprint: { salt: string; hash: string }, secret: string): boolean {
  const hash = Buffer.from(fingerprint.hash, "hex");
  const own = slowHash(secret, Buffer.from(fingerprint.salt, "hex"));
  return hash.length === own.length && timingSafeEqual(hash, own);
}

function slowHash(secret: string, salt: Buffer): Buffer {
  return scryptSync(secret, salt, 32, { N: 2 ** 15, maxmem: 64 * 1024 * 1024 });
}
