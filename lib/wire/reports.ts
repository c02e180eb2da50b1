import { z } from "zod";
import { declareEndpoint, instant } from "./declare";

/** Seconds: the middle value and the ninetieth of a hundred; null when nothing was counted. */
export const spread = z.object({
  count: z.number().int(),
  median_seconds: z.number().nullable(),
  p90_seconds: z.number().nullable(),
});
export type Spread = z.infer<typeof spread>;

/** What is counted for any group: the whole, a seller, an operator, an hour, a weekday, a day. */
export const figures = z.object({
  /** Conversations in which a buyer began to wait in the period. */
  chats_in: z.number().int(),
  /** Waits begun in the period that were answered. */
  answered: z.number().int(),
  /** Waits begun in the period and open now. */
  waiting: z.number().int(),
  /** Answered after the target, or still unanswered beyond it. */
  missed_target: z.number().int(),
  first_reply: spread,
  next_reply: spread,
  /** From the first word of a conversation to its closing. */
  resolution: spread,
  /** Share (0-1) of waits answered within 24 h, as Ozon counts; null when there were none. */
  within_24h: z.number().nullable(),
  messages_in: z.number().int(),
  messages_out: z.number().int(),
});
export type Figures = z.infer<typeof figures>;

export const reportQuery = z.object({
  /** From, inclusive, and to, exclusive; at most 366 days apart. */
  from: instant,
  to: instant,
  /** IANA name: whose days, hours and weekdays are meant. */
  time_zone: z.string().min(1).max(60).default("Europe/Moscow"),
  seller_id: z.string().max(100).optional(),
  operator_id: z.string().max(100).optional(),
});

export const getReport = declareEndpoint({
  method: "GET",
  path: "/api/reports/chats",
  access: "reports.read",
  limit: { requests: 60, seconds: 60 },
  summary:
    "Chats in, answered, waiting; reply and resolution times: in all, by seller, operator, hour, weekday and day",
  query: reportQuery,
  answer: z.object({
    total: figures,
    by_seller: z.array(z.object({ seller_id: z.string(), name: z.string(), figures })),
    by_operator: z.array(z.object({ operator_id: z.string(), name: z.string(), figures })),
    /** 0-23 */
    by_hour: z.array(z.object({ hour: z.number().int(), figures })),
    /** ISO: 1 Monday - 7 Sunday */
    by_weekday: z.array(z.object({ weekday: z.number().int(), figures })),
    /** Local days, YYYY-MM-DD. */
    by_day: z.array(z.object({ day: z.string(), figures })),
  }),
});

/** The figures by which the marketplace scores a seller's chats, as it tells them. */
export const marketplaceScore = z.object({
  seller_id: z.string(),
  name: z.string(),
  /** Null: the marketplace does not tell; `reason` says why: `not_supported`, or the kind of its refusal. */
  scores: z
    .object({
      reaction_seconds: z.number().nullable(),
      average_response_seconds: z.number().nullable(),
      within_24h: z.number().nullable(),
    })
    .nullable(),
  reason: z.string().nullable(),
});
export type MarketplaceScore = z.infer<typeof marketplaceScore>;

export const getMarketplaceScores = declareEndpoint({
  method: "GET",
  path: "/api/reports/marketplace-scores",
  access: "reports.read",
  limit: { requests: 60, seconds: 60 },
  summary:
    "How the marketplace itself scores the sellers' chats, asked with their keys (at most fifty sellers)",
  query: z.object({ seller_id: z.string().max(100).optional() }),
  answer: z.object({ items: z.array(marketplaceScore) }),
});

/** Answers text/csv (UTF-8 with BOM, semicolons: as spreadsheets in Russian expect). */
export const getReportCsv = declareEndpoint({
  method: "GET",
  path: "/api/reports/chats.csv",
  access: "reports.read",
  limit: { requests: 60, seconds: 60 },
  summary: "One table of the report as CSV",
  query: reportQuery.extend({ by: z.enum(["seller", "operator", "hour", "weekday", "day"]).default("day") }),
  answer: z.null(),
});

/** What the desk says when nobody waits; for everybody, over the sellers they see. */
export const getDaySoFar = declareEndpoint({
  method: "GET",
  path: "/api/reports/today",
  access: "chats.read",
  summary:
    "How many buyers got an answer since a moment of the last two days, and how fast (the middle value)",
  query: z.object({ since: instant }),
  answer: z.object({ answered: z.number().int(), median_seconds: z.number().nullable() }),
});
