import { ApiError } from "../api-client";

/** Where on the page a refusal is told. */
export type Place = "seller" | "kind" | "audience" | "text" | "rate" | "time";

const places: Readonly<Record<string, Place>> = {
  seller_not_active: "seller",
  orders_unknown: "kind",
  empty_audience: "audience",
  template_unknown_variable: "text",
  template_empty: "text",
  text_too_long: "text",
  rate_too_high: "rate",
  schedule_in_past: "time",
  unknown_time_zone: "time",
};

/** The field a refusal belongs to; null: to none, it is told where it was asked for. */
export function placeOf(error: unknown): Place | null {
  return error instanceof ApiError ? (places[error.code] ?? null) : null;
}

/** The highest pace there is, where a refusal tells it. */
export function maxRateOf(error: unknown): number | null {
  if (!(error instanceof ApiError) || error.code !== "rate_too_high") return null;
  const { fields } = error.details;
  if (typeof fields !== "object" || fields === null || !("max_rate" in fields)) return null;
  return typeof fields.max_rate === "number" ? fields.max_rate : null;
}

/** Whether it waits for a second person now: a way of being sent, not a failure. */
export function isApprovalAsked(error: unknown): boolean {
  return error instanceof ApiError && error.code === "approval_needed";
}
