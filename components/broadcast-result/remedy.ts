/** What helps against what stopped a broadcast: another text, another key, waiting; or somebody has to look. */
export type Remedy = "text" | "key" | "wait" | "other";

const remedies: Readonly<Record<string, Remedy>> = {
  moderation_rejected: "text",
  text_too_long: "text",
  template_empty: "text",
  credentials_rejected: "key",
  role_missing: "key",
  seller_not_active: "key",
  rate_limited: "wait",
  marketplace_unavailable: "wait",
  unexpected_answer: "wait",
};

/** By the error code it stopped with. */
export function remedyOf(code: string): Remedy {
  return Object.hasOwn(remedies, code) ? (remedies[code] ?? "other") : "other";
}
