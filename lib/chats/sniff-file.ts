/** What a file is by its first bytes: a name or a claimed type is anybody's to choose. */
const SIGNATURES: readonly { type: string; extension: string; fits: (head: Buffer) => boolean }[] = [
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

/** As many bytes as any signature needs. */
export const HEAD_BYTES = 16;

/** The media type that the bytes themselves show; null for everything we do not know. */
export function sniffType(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, HEAD_BYTES));
  return SIGNATURES.find((signature) => signature.fits(head))?.type ?? null;
}

const MOST_NAME_CHARS = 200;
const EXTENSIONS: Readonly<Record<string, readonly string[]>> = { jpg: ["jpg", "jpeg"] };

/**
 * A name that is safe to store, send and show: no path, no control or direction marks, at most 200 characters, and with
 * an extension that fits what the file is (marketplaces go by it).
 */
export function cleanFileName(name: string, type: string | null): string {
  const last = name.split(/[/\\]/).at(-1) ?? "";
  const plain = last
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, "")
    .replace(/\s+/gu, " ")
    .replace(/^[\s.]+|[\s.]+$/gu, "");
  const extension = SIGNATURES.find((signature) => signature.type === type)?.extension ?? null;
  const own = /\.([a-z0-9]{1,8})$/i.exec(plain)?.[1]?.toLowerCase() ?? "";
  const fits = extension === null || (EXTENSIONS[extension] ?? [extension]).includes(own);
  const ending = fits ? (own === "" ? "" : plain.slice(plain.length - own.length - 1)) : `.${extension}`;
  const stem = fits ? plain.slice(0, plain.length - ending.length) : plain;
  const room = MOST_NAME_CHARS - ending.length;
  // Whole characters: half of a surrogate pair is no text.
  const short = [...stem].reduce(
    (kept, sign) => (kept.length + sign.length <= room ? kept + sign : kept),
    "",
  );
  return `${short === "" ? "file" : short}${ending}`;
}

function begins(head: Buffer, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => head[index] === byte);
}

function textAt(head: Buffer, start: number, end: number): string {
  return head.subarray(start, end).toString("latin1");
}
