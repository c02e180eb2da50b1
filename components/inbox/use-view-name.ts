"use client";

import { useTranslations } from "next-intl";
import type { ViewFilters } from "@/lib/wire/desk";
import { useSellers } from "../sellers/queries";
import { useColleagues } from "../shell/colleagues";
import { useCurrentUser } from "../shell/current-user";
import { useSavedViews } from "./saved-views";
import type { View } from "./views";

/** How a view is called in the head of its list. */
export function useViewName(view: View): string {
  const t = useTranslations("views");
  const { data: sellers } = useSellers();
  const { data: savedViews } = useSavedViews();
  switch (view.kind) {
    case "seller":
      return sellers?.find((seller) => seller.id === view.sellerId)?.name ?? t("unknownSeller");
    case "tag":
      return view.tag;
    case "saved":
      return savedViews?.find((saved) => saved.id === view.viewId)?.name ?? t("unknownView");
    default:
      return t(view.kind);
  }
}

/** Filters in words: "КроссМаркет, брак, ждут ответа". */
export function useFilterWords(filters: ViewFilters): string {
  const t = useTranslations("savedViews");
  const me = useCurrentUser();
  const { data: sellers } = useSellers();
  const { data: colleagues } = useColleagues();
  const assigneeOf = (assignee: string) => {
    if (assignee === "me" || assignee === me.id) return t("me");
    if (assignee === "none") return t("nobody");
    return colleagues?.find((person) => person.id === assignee)?.name ?? t("gonePerson");
  };
  const words = [
    filters.seller_id &&
      (sellers?.find((seller) => seller.id === filters.seller_id)?.name ?? t("goneSeller")),
    filters.assignee && assigneeOf(filters.assignee),
    filters.tag,
    filters.waiting && t("flags.waiting"),
    filters.overdue && t("flags.overdue"),
    filters.unread && t("flags.unread"),
    filters.status && filters.status !== "open" && t(`statuses.${filters.status}`),
    filters.snoozed === true && t("snoozes.only"),
    filters.q && `«${filters.q}»`,
  ].filter((word) => typeof word === "string");
  return words.length === 0 ? t("everything") : words.join(", ");
}
