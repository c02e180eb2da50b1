import type { z } from "zod";
import { AppError } from "../errors";

/** A list's position as an opaque text for `next_cursor`. */
export function encodeCursor(position: Record<string, unknown>): string {
  return Buffer.from(JSON.stringify(position)).toString("base64url");
}

/** Reads it back. Throws `invalid_cursor` for anything this list did not hand out. */
export function decodeCursor<Schema extends z.ZodType>(schema: Schema, cursor: string): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch (cause) {
    throw new AppError("invalid_cursor", { cause });
  }
}
