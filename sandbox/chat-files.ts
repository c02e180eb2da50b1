import { deflateSync } from "node:zlib";
import { drawPdf } from "./draw-pdf";
import type { Account, ChatFile } from "./model";

const CONTENT_TYPES: Record<string, string> = {
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  png: "image/png",
  webp: "image/webp",
  pdf: "application/pdf",
};
// Enough for a demo's pictures; beyond it a file keeps its name and size, and a drawn one stands in.
const KEPT_BYTES = 64 * 1024 * 1024;

/** The content type of a file name, or null for one that chats do not take. */
export function contentTypeOf(fileName: string): string | null {
  return CONTENT_TYPES[fileName.split(".").at(-1)?.toLowerCase() ?? ""] ?? null;
}

/** Registers a file of a chat; without bytes a picture (or a PDF) is drawn when somebody asks for it. */
export function makeFile(account: Account, token: string, name: string, bytes: Buffer | null): ChatFile {
  const version = account.dialect === "v3" ? "v2" : "v1";
  const keep = bytes !== null && account.keptFileBytes + bytes.length <= KEPT_BYTES;
  if (keep) account.keptFileBytes += bytes.length;
  const file: ChatFile = {
    path: `/${version}/chat/file/${account.clientId}-chat/${token}-${encodeURIComponent(name)}`,
    name,
    sizeBytes: bytes?.length ?? draw(name).bytes.length,
    contentType: contentTypeOf(name) ?? "application/octet-stream",
    bytes: keep ? bytes : null,
  };
  account.files.set(file.path, file);
  return file;
}

/** The address of a file as messages tell it to this caller. */
export function addressOf(call: { baseUrl: string }, file: ChatFile): string {
  return file.elsewhere ?? call.baseUrl + file.path;
}

/** What a download of this file gives. */
export function readFile(file: ChatFile): { bytes: Buffer; contentType: string } {
  if (file.bytes !== null) return { bytes: file.bytes, contentType: file.contentType };
  return draw(file.name);
}

function draw(name: string): { bytes: Buffer; contentType: string } {
  const contentType = contentTypeOf(name) ?? "application/octet-stream";
  if (contentType === "application/pdf") return { bytes: drawPdf(name), contentType };
  return { bytes: drawPicture(name), contentType: "image/png" };
}

const drawn = new Map<string, Buffer>();
const WIDTH = 320;
const HEIGHT = 240;

/** A small PNG, two shades by the file's name, the same every time. */
function drawPicture(name: string): Buffer {
  const known = drawn.get(name);
  if (known !== undefined) return known;
  const hue = [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 4096, 7);
  const rows = Buffer.alloc(HEIGHT * (1 + WIDTH * 3));
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) {
      const inside = Math.abs(x - WIDTH / 2) + Math.abs(y - HEIGHT / 2) * 1.3 < 110;
      const shade = inside ? 60 : 0;
      const at = y * (1 + WIDTH * 3) + 1 + x * 3;
      rows[at] = ((hue & 15) * 8 + 60 + shade + y / 6) & 255;
      rows[at + 1] = (((hue >> 4) & 15) * 8 + 60 + shade) & 255;
      rows[at + 2] = (((hue >> 8) & 15) * 8 + 60 + shade + x / 8) & 255;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header.set([8, 2, 0, 0, 0], 8); // 8 bits a channel, RGB, no interlace
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  const picture = Buffer.concat([
    signature,
    pngChunk("IHDR", header),
    pngChunk("IDAT", deflateSync(rows)),
    pngChunk("IEND", Buffer.alloc(0)),
  ]);
  if (drawn.size < 200) drawn.set(name, picture);
  return picture;
}

function pngChunk(type: string, content: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, "latin1"), content]);
  const chunk = Buffer.alloc(content.length + 12);
  chunk.writeUInt32BE(content.length, 0);
  typed.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(typed), content.length + 8);
  return chunk;
}

// zlib.crc32 came with Node 20.15 on some lines only; PNG's polynomial bit by bit is short enough.
function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
