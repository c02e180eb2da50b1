"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { Chat } from "@/lib/wire/chats";

/** How chats and marketplaces are named on screen. */
export function useChatWords() {
  const t = useTranslations("row");
  const marketplaces = useTranslations("marketplaces");
  return useMemo(() => {
    const marketplaceOf = (name: string) => {
      switch (name) {
        case "ozon":
        case "wildberries":
        case "yandex":
          return marketplaces(name);
        default:
          return marketplaces("other");
      }
    };
    return {
      marketplaceOf,
      /** The buyer's name where the marketplace tells it, else what tells this chat from the others. */
      titleOf(chat: Chat): string {
        if (chat.kind === "marketplace") return chat.buyer_name ?? marketplaceOf(chat.marketplace);
        if (chat.buyer_name !== null && chat.buyer_name.trim() !== "") return chat.buyer_name;
        const order = chat.order_number ?? chat.posting_number;
        return order === null ? t("buyer") : t("buyerWithOrder", { order });
      },
    };
  }, [t, marketplaces]);
}
