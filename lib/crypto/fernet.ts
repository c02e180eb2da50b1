import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/**
 * Fernet, version 0x80, as its specification says: AES-128-CBC with PKCS7, HMAC-SHA256 over everything before it,
 * URL-safe base64 with padding. Tokens pass to and from every other implementation.
 */
export interface FernetKey {
  readonly signing: Buffer;
  readonly encryption: Buffer;
}

export class FernetError extends Error {}

const VERSION = 0x80;
const HEADER_BYTES = 1 + 8 + 16; // version, time, initialisation vector
const MAC_BYTES = 32;
const BLOCK_BYTES = 16;
/** A token from further in the future than this is refused when a time to live is asked for (specification). */
const MAX_CLOCK_SKEW_SECONDS = 60;

/** Reads a key: 32 bytes, URL-safe base64 with padding. Throws `FernetError`. */
export function parseFernetKey(text: string): FernetKey {
  const bytes = decodeUrlSafe(text);
  if (bytes === null || bytes.length !== 32) throw new FernetError("not a Fernet key");
  return { signing: bytes.subarray(0, 16), encryption: bytes.subarray(16) };
}

/** A fresh key in its written form. */
export function generateFernetKey(): string {
  return encodeUrlSafe(randomBytes(32));
}

/** Encrypts. `at` and `iv` are given only by the published vectors' test. */
export function encryptFernet(
  key: FernetKey,
  plain: Uint8Array,
  { at = new Date(), iv = randomBytes(16) }: { at?: Date; iv?: Uint8Array } = {},
): string {
  const header = Buffer.alloc(9);
  header.writeUInt8(VERSION, 0);
  header.writeBigUInt64BE(BigInt(Math.floor(at.getTime() / 1000)), 1);
  const cipher = createCipheriv("aes-128-cbc", key.encryption, iv);
  const signed = Buffer.concat([header, iv, cipher.update(plain), cipher.final()]);
  return encodeUrlSafe(Buffer.concat([signed, sign(key, signed)]));
}

/**
 * Decrypts and verifies. With `ttlSeconds` a token older than that, or from the future beyond a minute, is refused.
 * Throws `FernetError` for everything that is not a valid token of this key.
 */
export function decryptFernet(
  key: FernetKey,
  token: string,
  { ttlSeconds, at = new Date() }: { ttlSeconds?: number; at?: Date } = {},
): Buffer {
  const bytes = decodeUrlSafe(token);
  if (bytes === null || bytes.length < HEADER_BYTES + MAC_BYTES || bytes[0] !== VERSION) {
    throw new FernetError("not a Fernet token");
  }
  const signed = bytes.subarray(0, bytes.length - MAC_BYTES);
  if (ttlSeconds !== undefined) checkAge(Number(bytes.readBigUInt64BE(1)), at.getTime() / 1000, ttlSeconds);
  if (!timingSafeEqual(sign(key, signed), bytes.subarray(signed.length)))
    throw new FernetError("wrong key or altered token");
  const ciphertext = signed.subarray(HEADER_BYTES);
  if (ciphertext.length === 0 || ciphertext.length % BLOCK_BYTES !== 0)
    throw new FernetError("not a Fernet token");
  const decipher = createDecipheriv("aes-128-cbc", key.encryption, signed.subarray(9, HEADER_BYTES));
  try {
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  } catch (cause) {
    throw new FernetError("wrong padding", { cause });
  }
}

function checkAge(madeAtSeconds: number, nowSeconds: number, ttlSeconds: number): void {
  if (madeAtSeconds + ttlSeconds < nowSeconds) throw new FernetError("expired");
  if (madeAtSeconds > nowSeconds + MAX_CLOCK_SKEW_SECONDS) throw new FernetError("from the future");
}

function sign(key: FernetKey, signed: Uint8Array): Buffer {
  return createHmac("sha256", key.signing).update(signed).digest();
}

/** Strict: Node's own decoder skips what it does not know, the specification refuses it. */
function decodeUrlSafe(text: string): Buffer | null {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9_-]*={0,2}$/.test(text)) return null;
  return Buffer.from(text, "base64url");
}

function encodeUrlSafe(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64").replaceAll("+", "-").replaceAll("/", "_");
}
