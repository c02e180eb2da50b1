export type ModerationKind = "link" | "email" | "phone" | "social";

/** A piece of a text that the marketplace would refuse: from `start` up to `end`, in UTF-16 units. */
export interface ModerationFinding {
  readonly kind: ModerationKind;
  readonly start: number;
  readonly end: number;
}
