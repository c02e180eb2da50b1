/** What a seller's marketplace takes; as in the seller's capabilities. */
export interface FileLimits {
  readonly max_bytes: number;
  readonly types: readonly string[];
}

export type FileRefusal = "notSupported" | "empty" | "tooLarge" | "wrongType";

/** As many bytes as any signature below needs. */
export const HEAD_BYTES = 16;

const begins = (head: Uint8Array, bytes: readonly number[], at = 0) =>
  bytes.every((byte, index) => head[at + index] === byte);
const codes = (text: string) => [...text].map((sign) => sign.charCodeAt(0));

/** The media type that the first bytes show; null for what no marketplace takes. A name is anybody's to choose. */
export function sniffType(head: Uint8Array): string | null {
  if (begins(head, [0xff, 0xd8, 0xff])) return "image/jpeg";
  if (begins(head, [0x89, ...codes("PNG\r\n\x1a\n")])) return "image/png";
  if (begins(head, codes("RIFF")) && begins(head, codes("WEBP"), 8)) return "image/webp";
  if (begins(head, codes("GIF87a")) || begins(head, codes("GIF89a"))) return "image/gif";
  if (begins(head, codes("%PDF-"))) return "application/pdf";
  if (begins(head, codes("ftyp"), 4)) return "video/mp4";
  return null;
}

/** Why a file would be refused, or null. The server checks the same again. */
export function findRefusal(
  file: { readonly size: number; readonly head: Uint8Array },
  limits: FileLimits | null,
): FileRefusal | null {
  if (limits === null) return "notSupported";
  if (file.size === 0) return "empty";
  const type = sniffType(file.head);
  if (type === null || !limits.types.includes(type)) return "wrongType";
  return file.size > limits.max_bytes ? "tooLarge" : null;
}

const NAMES: Readonly<Record<string, string>> = {
  "image/jpeg": "JPEG",
  "image/png": "PNG",
  "image/webp": "WEBP",
  "image/gif": "GIF",
  "application/pdf": "PDF",
  "video/mp4": "MP4",
};

/** "JPEG, PNG, PDF": what may be sent, for people. */
export function nameTypes(limits: FileLimits): string {
  return limits.types.map((type) => NAMES[type] ?? type).join(", ");
}
