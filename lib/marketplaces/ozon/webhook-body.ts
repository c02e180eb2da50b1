import { createHash } from "node:crypto";
import { toCleanText } from "./schemas";

/** The body as text; null when it is not UTF-8 (replacement characters could make two ids one). */
export function readUtf8(rawBody: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(rawBody);
  } catch {
    return null;
  }
}

/** Names a call by its bytes, where it has no id of its own. */
export function dedupeByBody(rawBody: Uint8Array): string {
  return `body:${createHash("sha256").update(rawBody).digest("hex")}`;
}

/** A type's name fit for a row and a log line; null when there is none. */
export function toTypeName(value: unknown): string | null {
  if (typeof value !== "string") return null;
  const name = toCleanText(value).trim().slice(0, 100);
  return name === "" ? null : name;
}
