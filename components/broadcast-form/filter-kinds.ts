import type { AudienceFilters } from "@/lib/wire/audience";

/** What one chip narrows the audience by; a pair of bounds is one thing to people. */
export const filterKinds = [
  "last_message",
  "customer_type",
  "ordered",
  "order_stages",
  "offer_ids",
  "categories",
  "tags",
  "tags_none",
  "earlier_broadcast",
  "unread",
  "status",
  "languages",
] as const;
export type FilterKind = (typeof filterKinds)[number];

const keysOf = {
  last_message: ["last_message_days_ago", "last_message_days_at_most"],
  customer_type: ["customer_type"],
  ordered: ["ordered_days_ago", "ordered_days_at_most"],
  order_stages: ["order_stages"],
  offer_ids: ["offer_ids"],
  categories: ["categories"],
  tags: ["tags"],
  tags_none: ["tags_none"],
  earlier_broadcast: ["earlier_broadcast"],
  unread: ["unread_count"],
  status: ["status"],
  languages: ["languages"],
} as const satisfies Record<FilterKind, readonly (keyof AudienceFilters)[]>;

/** What a filter says when it is added; those left out have to be chosen first. */
const beginnings: Partial<Record<FilterKind, AudienceFilters>> = {
  last_message: { last_message_days_at_most: 30 },
  customer_type: { customer_type: "repeat" },
  ordered: { ordered_days_at_most: 30 },
  order_stages: { order_stages: ["delivered"] },
  earlier_broadcast: { earlier_broadcast: "none" },
  unread: { unread_count: 0 },
  status: { status: "open" },
  languages: { languages: ["ru"] },
};

/** Whether a filter stands among these. */
export function hasFilter(filters: AudienceFilters, kind: FilterKind): boolean {
  return keysOf[kind].some((key) => filters[key] !== undefined);
}

/** The filters that are set, in their usual order. */
export function kindsIn(filters: AudienceFilters): readonly FilterKind[] {
  return filterKinds.filter((kind) => hasFilter(filters, kind));
}

/** With one more, saying something sensible; one that has to be chosen first changes nothing yet. */
export function withFilter(filters: AudienceFilters, kind: FilterKind): AudienceFilters {
  return { ...filters, ...beginnings[kind] };
}

/** Without one of them. */
export function withoutFilter(filters: AudienceFilters, kind: FilterKind): AudienceFilters {
  return tidyFilters({ ...filters, ...Object.fromEntries(keysOf[kind].map((key) => [key, undefined])) });
}

/** Only what says something: nothing undefined, no empty list (the server takes neither). */
export function tidyFilters(filters: AudienceFilters): AudienceFilters {
  return Object.fromEntries(
    Object.entries(filters).filter(
      ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
    ),
  );
}

/** Whether two sets of filters hold for the same buyers by what they say, whatever the order of their keys. */
export function sameFilters(one: AudienceFilters, other: AudienceFilters): boolean {
  const toText = (filters: AudienceFilters) =>
    JSON.stringify(Object.entries(tidyFilters(filters)).sort(([a], [b]) => (a < b ? -1 : 1)));
  return toText(one) === toText(other);
}

/** Filters that speak of orders: useless where the marketplace tells of none. */
export const orderKinds: ReadonlySet<FilterKind> = new Set([
  "ordered",
  "order_stages",
  "offer_ids",
  "categories",
]);
