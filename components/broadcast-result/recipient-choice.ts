import type { Broadcast } from "@/lib/wire/broadcasts";

/** What the list of recipients is narrowed to, as it goes to the server; also its key in the cache. */
export interface RecipientChoice {
  readonly status?: "pending" | "sending" | "sent" | "failed" | "unconfirmed" | "skipped";
  readonly reason?: string;
  readonly variant?: string;
  readonly replied?: "true";
  readonly bought?: "true";
}

export const recipientTabs = [
  "all",
  "replied",
  "bought",
  "failed",
  "unconfirmed",
  "skipped",
  "waiting",
] as const;
export type RecipientTab = (typeof recipientTabs)[number];

const chosenBy: Record<RecipientTab, RecipientChoice> = {
  all: {},
  replied: { replied: "true" },
  bought: { bought: "true" },
  failed: { status: "failed" },
  unconfirmed: { status: "unconfirmed" },
  skipped: { status: "skipped" },
  waiting: { status: "pending" },
};

/** What stands in the list: one tab, and in it one reason or one variant. */
export interface RecipientView {
  readonly tab: RecipientTab;
  readonly reason: string | null;
  readonly variant: string | null;
}

export const everyRecipient: RecipientView = { tab: "all", reason: null, variant: null };

/** The filters of a view. */
export function toChoice({ tab, reason, variant }: RecipientView): RecipientChoice {
  return {
    ...chosenBy[tab],
    ...(reason === null ? {} : { reason }),
    ...(variant === null ? {} : { variant }),
  };
}

/** How many stand under each tab. */
export function countsOf({ counts }: Pick<Broadcast, "counts">): Readonly<Record<RecipientTab, number>> {
  const waiting = counts.audience - counts.sent - counts.failed - counts.skipped;
  return {
    all: counts.audience,
    replied: counts.replied,
    bought: counts.bought,
    failed: Math.max(0, counts.failed - counts.unconfirmed),
    unconfirmed: counts.unconfirmed,
    skipped: counts.skipped,
    waiting: Math.max(0, waiting),
  };
}

/** Reads a view out of the address; what is unknown shows everybody. */
export function parseView(search: URLSearchParams): RecipientView {
  const tab = recipientTabs.find((one) => one === search.get("show")) ?? "all";
  return { tab, reason: search.get("reason"), variant: search.get("variant") };
}

/** The same as an address has it: a link, and the way back from a chat, show the same list. */
export function toSearch({ tab, reason, variant }: RecipientView): string {
  const search = new URLSearchParams();
  if (tab !== "all") search.set("show", tab);
  if (reason !== null) search.set("reason", reason);
  if (variant !== null) search.set("variant", variant);
  return search.toString();
}
