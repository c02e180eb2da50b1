/** A file that a browser asked for, as far as the answer needs it. */
export interface ServedFile {
  /** Never changes what it stands for. */
  readonly id: string;
  readonly name: string;
  readonly type: string | null;
  readonly sizeBytes: number;
  read(range: { start: number; end: number }): ReadableStream<Uint8Array>;
}

const PICTURE_POLICY = "default-src 'none'; sandbox";
// A sandboxed page may not start the browser's own reader, which draws with styles of its own.
const PDF_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; img-src 'self' data:";

/** What a browser may show in place; everything else is for keeping, under a type that starts nothing. */
const SHOWN: Readonly<Record<string, string>> = {
  "image/jpeg": PICTURE_POLICY,
  "image/png": PICTURE_POLICY,
  "image/webp": PICTURE_POLICY,
  "image/gif": PICTURE_POLICY,
  "video/mp4": PICTURE_POLICY,
  "application/pdf": PDF_POLICY,
};

/**
 * Answers a file with its bytes, or the part of them that was asked for, or nothing where the browser has it already.
 * Buyers send what they like: nothing in it may run in our name.
 */
export function fileResponse(request: Request, file: ServedFile): Response {
  const policy = file.type === null ? undefined : SHOWN[file.type];
  const headers = new Headers({
    "content-type": policy === undefined ? "application/octet-stream" : (file.type ?? ""),
    "content-disposition": disposition(policy === undefined ? "attachment" : "inline", file.name),
    "content-security-policy": policy ?? PICTURE_POLICY,
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "private, max-age=86400",
    vary: "cookie, authorization",
    etag: `"${file.id}-${file.sizeBytes}"`,
    "accept-ranges": "bytes",
  });
  if (request.headers.get("if-none-match") === headers.get("etag")) {
    return new Response(null, { status: 304, headers });
  }
  const range = rangeOf(request, file, headers.get("etag"));
  if (range === "unsatisfiable") {
    headers.set("content-range", `bytes */${file.sizeBytes}`);
    return new Response(null, { status: 416, headers });
  }
  const { start, end } = range ?? { start: 0, end: file.sizeBytes - 1 };
  headers.set("content-length", String(end - start + 1));
  if (range !== null) headers.set("content-range", `bytes ${start}-${end}/${file.sizeBytes}`);
  const body = file.sizeBytes === 0 ? null : file.read({ start, end });
  return new Response(body, { status: range === null ? 200 : 206, headers });
}

/** The one range that was asked for; null: the whole file, also for what we do not understand (RFC 9110, 14.2). */
function rangeOf(
  request: Request,
  { sizeBytes }: ServedFile,
  etag: string | null,
): { start: number; end: number } | "unsatisfiable" | null {
  const asked = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(request.headers.get("range") ?? "");
  if (asked === null) return null;
  const condition = request.headers.get("if-range");
  if (condition !== null && condition !== etag) return null;
  const [, from = "", to = ""] = asked;
  if (from === "" && to === "") return null;
  const start = from === "" ? Math.max(0, sizeBytes - Number(to)) : Number(from);
  const end = from === "" || to === "" ? sizeBytes - 1 : Math.min(Number(to), sizeBytes - 1);
  return start > end ? "unsatisfiable" : { start, end };
}

/** RFC 6266: a plain name for old programs, the real one in RFC 5987's writing. */
function disposition(kind: "inline" | "attachment", name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const exact = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `${kind}; filename="${plain}"; filename*=UTF-8''${exact}`;
}
