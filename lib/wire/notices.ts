import { z } from "zod";
import { declareEndpoint, instant, listOf, noAnswer, pageQuery } from "./declare";

/** A word for the reader alone. */
export const notice = z.object({
  id: z.string(),
  kind: z.enum([
    "mention",
    "assigned",
    "handed_over",
    "rule",
    "snooze_over",
    "key_expiring",
    "key_old",
    "broadcast_approval",
  ]),
  chat_id: z.string().nullable(),
  /** Who or which rule caused it. */
  from_name: z.string().nullable(),
  text: z.string(),
  created_at: instant,
  read_at: instant.nullable(),
});
export type Notice = z.infer<typeof notice>;

export const listNotices = declareEndpoint({
  method: "GET",
  path: "/api/notices",
  access: "signed-in",
  summary: "My notices, newest first",
  query: pageQuery,
  answer: listOf(notice).extend({ unread: z.number().int() }),
});

export const markNoticesRead = declareEndpoint({
  method: "POST",
  path: "/api/notices/read",
  access: "signed-in",
  summary: "Marks my notices read: the named ones, or all",
  body: z.strictObject({ ids: z.array(z.string().max(100)).max(200).optional() }),
  answer: noAnswer,
  status: 204,
});
