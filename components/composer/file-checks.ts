import { sniffType } from "@/lib/text/file-type";

/** What a seller's marketplace takes; as in the seller's capabilities. */
export interface FileLimits {
  readonly max_bytes: number;
  readonly types: readonly string[];
}

export type FileRefusal = "notSupported" | "empty" | "tooLarge" | "wrongType";

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
