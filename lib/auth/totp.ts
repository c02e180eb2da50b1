import { createHmac, timingSafeEqual } from "node:crypto";

/** RFC 6238 as authenticator apps do it: SHA-1, six digits, half a minute; the sign-in library counts the same way. */
const STEP_MS = 30_000;
const DIGITS = 6;
/** Clocks differ: the code before and the one after are taken too (RFC 6238, 5.2). */
const WINDOW = 1;

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The half-minute a time lies in. */
export function stepAt(time: Date): number {
  return Math.floor(time.getTime() / STEP_MS);
}

/** The code of one half-minute. */
export function codeOf(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac("sha1", secret).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0x0f;
  const number = (digest.readUInt32BE(offset) & 0x7fff_ffff) % 10 ** DIGITS;
  return String(number).padStart(DIGITS, "0");
}

/** Which half-minute near `time` a code belongs to; null: to none, it is wrong. */
export function findStep(input: { secret: string; code: string; time: Date }): number | null {
  const given = Buffer.from(input.code);
  const middle = stepAt(input.time);
  let found: number | null = null;
  for (let step = middle - WINDOW; step <= middle + WINDOW; step++) {
    const expected = Buffer.from(codeOf(input.secret, step));
    if (given.length === expected.length && timingSafeEqual(given, expected)) found = step;
  }
  return found;
}

/** What an authenticator app reads from the QR code. */
export function totpUri(input: { issuer: string; account: string; secret: string }): string {
  const { issuer, account, secret } = input;
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  const params = new URLSearchParams({
    secret: toBase32(Buffer.from(secret)),
    issuer,
    digits: String(DIGITS),
    period: String(STEP_MS / 1000),
  });
  return `otpauth://totp/${label}?${params.toString()}`;
}

/** RFC 4648 without padding, which apps stumble over. */
function toBase32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => BASE32[Number.parseInt(group.padEnd(5, "0"), 2)] ?? "").join("");
}
