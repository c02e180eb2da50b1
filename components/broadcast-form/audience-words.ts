import type { useTranslations } from "next-intl";
import type { AudienceFilters } from "@/lib/wire/audience";
import { type FilterKind, kindsIn } from "./filter-kinds";

/** More names than this are counted, not named. */
const MOST_NAMED = 3;
/** Kinds that are said as what the buyers did; the others as what is true of their chat or order. */
const deeds: ReadonlySet<FilterKind> = new Set([
  "last_message",
  "customer_type",
  "ordered",
  "earlier_broadcast",
]);

/** Filters in words. */
export interface AudienceWords {
  /** One filter, as it stands on its chip: "писали за последние 30 дней". `count`: of how many it is said. */
  clause(kind: FilterKind, filters: AudienceFilters, count?: number): string;
  /** All of them: "которые писали за последние 30 дней и у которых есть тег «VIP»"; empty for no filters. */
  who(filters: AudienceFilters, count: number): string;
}

type BoundsOf = "last" | "ordered";

type Translate = ReturnType<typeof useTranslations<"audience">>;

/** Ways to say an audience in a language. `nameOfOffer`: what an article is called; left out, its number stands. */
export function makeAudienceWords(
  t: Translate,
  locale: string,
  nameOfOffer: (offerId: string) => string = (offerId) => offerId,
): AudienceWords {
  const or = new Intl.ListFormat(locale, { type: "disjunction" });
  const and = new Intl.ListFormat(locale, { type: "conjunction" });
  const quoted = (names: readonly string[] = []) => or.format(names.map((name) => t("quote", { name })));
  function bounds(what: BoundsOf, from: number | undefined, to: number | undefined, count: number): string {
    if (from !== undefined && to !== undefined) return t(`said.${what}Between`, { from, to, count });
    if (from !== undefined) return t(`said.${what}AtLeast`, { days: from, count });
    return t(`said.${what}AtMost`, { days: to ?? 0, count });
  }
  function things(what: "offers" | "categories", names: readonly string[] = []): string {
    return names.length > MOST_NAMED
      ? t(`said.${what}Many`, { many: names.length })
      : t(`said.${what}`, { list: quoted(names) });
  }
  function clause(kind: FilterKind, filters: AudienceFilters, count = 2): string {
    switch (kind) {
      case "last_message":
        return bounds("last", filters.last_message_days_ago, filters.last_message_days_at_most, count);
      case "ordered":
        return bounds("ordered", filters.ordered_days_ago, filters.ordered_days_at_most, count);
      case "customer_type":
        return t(filters.customer_type === "new" ? "said.new" : "said.repeat", { count });
      case "unread":
        return filters.unread_count === 0
          ? t("said.read")
          : t("said.unread", { most: filters.unread_count ?? 0 });
      case "status":
        return t(filters.status === "closed" ? "said.closed" : "said.open");
      case "tags":
        return t("said.tags", { list: quoted(filters.tags) });
      case "tags_none":
        return t("said.tagsNone", { list: quoted(filters.tags_none) });
      case "order_stages":
        return t("said.stages", {
          list: or.format((filters.order_stages ?? []).map((stage) => t(`stages.${stage}`))),
        });
      case "offer_ids":
        return things("offers", filters.offer_ids?.map(nameOfOffer));
      case "categories":
        return things("categories", filters.categories);
      case "earlier_broadcast":
        return t(`said.earlier.${filters.earlier_broadcast ?? "none"}`, { count });
      case "languages":
        return t("said.languages", {
          list: or.format((filters.languages ?? []).map((language) => t(`inLanguage.${language}`))),
        });
      default:
        return kind satisfies never;
    }
  }
  return {
    clause,
    who(filters, count) {
      const kinds = kindsIn(filters);
      const say = (chosen: readonly FilterKind[]) =>
        and.format(chosen.map((kind) => clause(kind, filters, count)));
      const did = say(kinds.filter((kind) => deeds.has(kind)));
      const has = say(kinds.filter((kind) => !deeds.has(kind)));
      if (did !== "" && has !== "") return t("whoBoth", { did, has, count });
      if (did !== "") return t("whoDid", { did, count });
      return has === "" ? "" : t("whoHas", { has, count });
    },
  };
}
