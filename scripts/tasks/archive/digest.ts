import { createHash } from "node:crypto";
import { Transform, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";

export interface Digest {
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
}

const LINE_END = 0x0a;

/** Looks at a stream of COPY's text as it passes. In that format a raw line end ends a row, and nothing else does. */
export function createDigest(): {
  look(chunk: Buffer): void;
  result(): Digest;
  through(): Transform;
} {
  const hash = createHash("sha256");
  let rows = 0;
  let bytes = 0;
  const look = (chunk: Buffer) => {
    hash.update(chunk);
    bytes += chunk.length;
    for (let at = chunk.indexOf(LINE_END); at >= 0; at = chunk.indexOf(LINE_END, at + 1)) rows += 1;
  };
  return {
    look,
    result: () => ({ rows, bytes, sha256: hash.digest("hex") }),
    through: () =>
      new Transform({
        transform(chunk: Buffer, _encoding, done) {
          look(chunk);
          done(null, chunk);
        },
      }),
  };
}

/** Reads a stream to its end for its digest alone. */
export async function digestOf(stream: NodeJS.ReadableStream): Promise<Digest> {
  const digest = createDigest();
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      digest.look(chunk);
      done();
    },
  });
  await pipeline(stream, sink);
  return digest.result();
}
