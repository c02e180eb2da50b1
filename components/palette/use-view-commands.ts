"use client";

import { ListFilter, Store, Tag } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { goInInbox } from "../inbox/inbox-location";
import { useSavedViews } from "../inbox/saved-views";
import { useTags } from "../inbox/tags-query";
import {
  inboxPath,
  parseView,
  plainViews,
  savedViewOf,
  sellerView,
  tagView,
  type View,
} from "../inbox/views";
import { useSellers } from "../sellers/queries";
import type { PaletteItem } from "./items";

/** Every list of chats: the ready views, saved ones, those of sellers and tags. */
export function useViewCommands(): readonly PaletteItem[] {
  const t = useTranslations("palette");
  const views = useTranslations("views");
  const router = useRouter();
  const { data: sellers = [] } = useSellers();
  const { data: savedViews = [] } = useSavedViews();
  const { data: tags = [] } = useTags();
  const go = (view: View) => () => {
    const path = inboxPath(view);
    if (window.location.pathname.startsWith("/inbox")) goInInbox(path);
    else router.push(path);
  };
  const words = t("wordsView");
  return [
    ...plainViews.map(
      (id): PaletteItem => ({
        id: `view-${id}`,
        group: "views",
        text: t("view", { name: views(id) }),
        words,
        Icon: ListFilter,
        run: go(parseView(id)),
      }),
    ),
    ...savedViews.map(
      ({ id, name }): PaletteItem => ({
        id: `view-saved-${id}`,
        group: "views",
        text: t("view", { name }),
        words,
        Icon: ListFilter,
        run: go(savedViewOf(id)),
      }),
    ),
    ...tags.map(
      ({ id, name }): PaletteItem => ({
        id: `view-tag-${id}`,
        group: "views",
        text: t("tagView", { name }),
        words: `${words} ${t("wordsTag")}`,
        Icon: Tag,
        run: go(tagView(name)),
      }),
    ),
    ...sellers.map(
      ({ id, name }): PaletteItem => ({
        id: `view-seller-${id}`,
        group: "sellers",
        text: name,
        words: t("wordsSellers"),
        Icon: Store,
        run: go(sellerView(id)),
      }),
    ),
  ];
}
