import { drawPdf } from "./draw-pdf";
import { drawPicture } from "./draw-picture";
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
  const path = `/${version}/chat/file/${account.clientId}-chat/${token}-${encodeURIComponent(name)}`;
  const file: ChatFile = {
    path,
    name,
    sizeBytes: bytes?.length ?? draw(path, name).bytes.length,
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
  return draw(file.path, file.name);
}

function draw(path: string, name: string): { bytes: Buffer; contentType: string } {
  if (contentTypeOf(name) === "application/pdf")
    return { bytes: drawPdf(path), contentType: "application/pdf" };
  const motif = [...path].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % MOTIFS, 7);
  const bytes = drawn.get(motif) ?? drawPicture(motif);
  drawn.set(motif, bytes);
  return { bytes, contentType: "image/png" };
}

/** A picture takes a while to draw; so many different ones are enough for a demo. */
const MOTIFS = 12;
const drawn = new Map<number, Buffer>();
