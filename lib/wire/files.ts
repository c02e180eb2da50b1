import { z } from "zod";
import { declareEndpoint, idParams } from "./declare";
import { message } from "./messages";

/**
 * Takes a multipart form with one part `file` (and optionally `client_id` and `delay_seconds`), so its body is not JSON:
 * the route reads it itself. Refuses with body_too_large, file_type_refused, file_empty.
 */
export const sendFile = declareEndpoint({
  method: "POST",
  path: "/api/chats/{id}/files",
  access: "chats.write",
  summary: "Puts a file in line as a message of its own (multipart form, part `file`)",
  params: idParams,
  answer: z.object({ message }),
  status: 202,
  isIdempotent: true,
});

/** What stands beside the file in the form. */
export const fileFields = z.object({
  client_id: z.string().min(1).max(64).optional(),
  /** How long it waits before it leaves, so that it can be taken back. */
  delay_seconds: z.coerce.number().int().min(0).max(30).optional(),
});

/** Answers the bytes, fetched with the seller's key; images and PDF inline, everything else as a download. */
export const getAttachment = declareEndpoint({
  method: "GET",
  path: "/api/attachments/{id}",
  access: "chats.read",
  summary: "A file of a message: its bytes",
  params: idParams,
  answer: z.null(),
});
