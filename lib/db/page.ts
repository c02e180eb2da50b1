import { z } from "zod";
import { AppError } from "../errors";
import { instant } from "../wire/declare";

/** What cursors are made of, no wider than the columns they are compared with: a cursor may have been made up. */
export const cursorPart = {
  at: instant,
  seq: z
    .string()
    .regex(/^\d{1,19}$/)
    .refine((digits) => BigInt(digits) <= 9_223_372_036_854_775_807n),
  /** An id that is any text. */
  textId: z.string().regex(/^[^\0]{1,100}$/),
} as const;

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
