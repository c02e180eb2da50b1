import { z } from "zod";
import type { Account, Chat } from "./model";
import { GRPC, invalid, Refusal } from "./refusal";
import { parseJson } from "./wire-json";

/** A call to the Seller API after authentication. */
export interface ApiCall {
  account: Account;
  path: string;
  body: Buffer;
  contentType: string;
  /** `http://host:port` as the caller sees it: links to files begin with it. */
  baseUrl: string;
  nowMs: number;
}

/** An id as clients write it: bare number, or text as protobuf's JSON allows. */
export const messageIdField = z
  .union([z.bigint(), z.number().int().nonnegative(), z.string().regex(/^\d+$/)])
  .transform((id) => BigInt(id));

/** Reads a JSON body against a schema; throws the marketplace's 400 that names the field. */
export function readBody<T extends z.ZodType>(call: ApiCall, schema: T, requestName: string): z.output<T> {
  let json: unknown;
  try {
    json = call.body.length === 0 ? {} : parseJson(call.body.toString("utf8"));
  } catch {
    throw invalid("proto: syntax error: invalid JSON in request body");
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = (issue?.path ?? []).map((part) => pascal(String(part))).join(".");
  throw invalid(
    `Request validation error: invalid ${requestName}.${field}: ${issue?.message ?? "invalid value"}`,
  );
}

/** The chat of a request; a foreign one is 404, not 403 (research 1.4). */
export function requireChat(account: Account, chatId: string): Chat {
  const chat = account.chats.get(chatId);
  if (chat === undefined) throw new Refusal(404, GRPC.notFound, "Chat not found");
  return chat;
}

/** Ozon's wording for a number out of range. */
export function inRange(low: number, high: number): string {
  return `value must be inside range (${low}, ${high}]`;
}

function pascal(field: string): string {
  return field
    .split("_")
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join("");
}
