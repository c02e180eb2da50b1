/** What a file is by its first bytes: a name or a claimed type is anybody's to choose. Browser and server look alike. */
const SIGNATURES: readonly { type: string; extension: string; fits: (head: Uint8Array) => boolean }[] = [
  { type: "image/jpeg", extension: "jpg", fits: (head) => begins(head, [0xff, 0xd8, 0xff]) },
  {
    type: "image/png",
    extension: "png",
    fits: (head) => begins(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  },
  {
    type: "image/webp",
    extension: "webp",
    fits: (head) => textAt(head, 0, 4) === "RIFF" && textAt(head, 8, 12) === "WEBP",
  },
  { type: "image/gif", extension: "gif", fits: (head) => /^GIF8[79]a$/.test(textAt(head, 0, 6)) },
  { type: "application/pdf", extension: "pdf", fits: (head) => textAt(head, 0, 5) === "%PDF-" },
  // QuickTime and HEIC have the same box; brands that browsers play are let through.
  {
    type: "video/mp4",
    extension: "mp4",
    fits: (head) =>
      textAt(head, 4, 8) === "ftyp" && /^(isom|iso\d|mp4\d|avc1|M4V|dash|MSNV)/.test(textAt(head, 8, 12)),
  },
];

/** As many bytes as the longest signature reaches. */
export const HEAD_BYTES = 16;

/** The media type that the bytes themselves show; null for everything we do not know. */
export function sniffType(bytes: Uint8Array): string | null {
  const head = bytes.subarray(0, HEAD_BYTES);
  return SIGNATURES.find((signature) => signature.fits(head))?.type ?? null;
}

/** The usual ending of a type's file names; null for a type we do not know. */
export function extensionOf(type: string | null): string | null {
  return SIGNATURES.find((signature) => signature.type === type)?.extension ?? null;
}

function begins(head: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => head[index] === byte);
}

function textAt(head: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...head.subarray(from, to));
}
