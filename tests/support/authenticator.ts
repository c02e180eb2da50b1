import { createHmac } from "node:crypto";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/**
 * An authenticator app: knows what its QR code said and shows codes. `next()` gives one that was never shown: of this
 * half-minute first, then of the coming one, which is taken as well. A third at once would be too early.
 */
export function openAuthenticator(totpUri: string): { next(): string; wrong(): string } {
  const secret = fromBase32(new URL(totpUri).searchParams.get("secret") ?? "");
  let shown = 0;
  return {
    next: () => {
      shown = Math.max(shown + 1, stepNow());
      return codeOf(secret, shown);
    },
    /** Not the code of any half-minute near. */
    wrong: () => {
      const near = new Set(Array.from({ length: 9 }, (_, away) => codeOf(secret, stepNow() - 4 + away)));
      for (let number = 0; ; number++) {
        const code = String(number).padStart(6, "0");
        if (!near.has(code)) return code;
      }
    },
  };
}

function stepNow(): number {
  return Math.floor(Date.now() / 30_000);
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
