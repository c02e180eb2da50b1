import { z } from "zod";
import { calendarDay, declareEndpoint, idParams } from "./declare";

/** Local time of day on the hour's minute; "24:00" only as an end. */
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/);
/** From, to; to is later. */
export const span = z.tuple([timeOfDay, timeOfDay]).refine(([from, to]) => from < to);
const spans = z.array(span).max(5);

/** Business hours by ISO weekday (1 Monday - 7 Sunday), local time. */
export const businessHours = z.strictObject({
  "1": spans,
  "2": spans,
  "3": spans,
  "4": spans,
  "5": spans,
  "6": spans,
  "7": spans,
});
export type BusinessHours = z.infer<typeof businessHours>;

const minutes = z.number().int().min(1).max(10_080).nullable();

/** How a seller's buyers are served. */
export const sellerService = z.object({
  seller_id: z.string(),
  /** Minutes of business time to the first reply and to each later one; null: no target. */
  first_reply_minutes: minutes,
  next_reply_minutes: minutes,
  /** IANA name, such as Europe/Moscow. */
  time_zone: z.string(),
  /** Null: always open. */
  hours: businessHours.nullable(),
  /** Local days on which nobody works. */
  holidays: z.array(calendarDay),
  assignment: z.enum(["manual", "round_robin", "least_busy"]),
  /** Said at most once a chat a day to who writes outside business hours; null: nothing. */
  auto_reply_text: z.string().nullable(),
});
export type SellerService = z.infer<typeof sellerService>;

export const getService = declareEndpoint({
  method: "GET",
  path: "/api/sellers/{id}/service",
  access: "sellers.read",
  summary: "Targets, hours, assignment and auto-reply of a seller",
  params: idParams,
  answer: z.object({ service: sellerService }),
});

export const changeService = declareEndpoint({
  method: "PATCH",
  path: "/api/sellers/{id}/service",
  access: "desk.manage",
  summary: "Changes what is given; deadlines of waiting chats follow at once",
  params: idParams,
  body: z.strictObject({
    first_reply_minutes: minutes.optional(),
    next_reply_minutes: minutes.optional(),
    time_zone: z.string().min(1).max(60).optional(),
    hours: businessHours.nullable().optional(),
    holidays: z.array(calendarDay).max(366).optional(),
    assignment: z.enum(["manual", "round_robin", "least_busy"]).optional(),
    auto_reply_text: z.string().trim().min(1).max(1000).nullable().optional(),
  }),
  answer: z.object({ service: sellerService }),
});
