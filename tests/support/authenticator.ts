import { createHmac } from "node:crypto";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/**
 * An authenticator app: knows what its QR code said and shows codes. `next()` gives a code that was never shown, which
 * is good now: the half-minute before, this one, the one after. A fourth one needs a new half-minute.
 */
export function openAuthenticator(totpUri: string): { next(): string; wrong(): string } {
  const secret = fromBase32(new URL(totpUri).searchParams.get("secret") ?? "");
  const first = Math.floor(Date.now() / 30_000) - 1;
  let shown = 0;
  return {
    next: () => codeOf(secret, first + shown++),
    /** Not the code of any half-minute near. */
    wrong: () => {
      const near = new Set(Array.from({ length: 9 }, (_, away) => codeOf(secret, first - 3 + away)));
      for (let number = 0; ; number++) {
        const code = String(number).padStart(6, "0");
        if (!near.has(code)) return code;
      }
    },
  };
}

function codeOf(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeUInt32BE(Math.floor(step / 2 ** 32), 0);
  counter.writeUInt32BE(step >>> 0, 4);
  const mac = createHmac("sha1", secret).update(counter).digest();
  const at = (mac[19] ?? 0) & 15;
  const bits = mac.readUInt32BE(at) & 0x7fffffff;
  return (bits % 1_000_000).toString().padStart(6, "0");
}

function fromBase32(text: string): Buffer {
  const bytes: number[] = [];
  let held = 0;
  let count = 0;
  for (const sign of text) {
    held = (held << 5) | ALPHABET.indexOf(sign);
    count += 5;
    if (count < 8) continue;
    count -= 8;
    bytes.push((held >> count) & 255);
    held &= (1 << count) - 1;
  }
  return Buffer.from(bytes);
}
