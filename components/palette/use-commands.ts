"use client";

import {
  ChartNoAxesColumn,
  CircleCheck,
  Clock,
  Coffee,
  Keyboard,
  Languages,
  LogOut,
  Megaphone,
  MessageSquare,
  Package,
  Reply,
  Rows3,
  Rows4,
  Search,
  Settings,
  ShoppingBag,
  StickyNote,
  SunMoon,
  Tag,
  Undo2,
  UserCheck,
  UserPlus,
  Wallet,
  Warehouse,
} from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { localeCookie } from "@/lib/i18n/locales";
import { askChat } from "../inbox/chat-events";
import { parseInboxPath } from "../inbox/views";
import { placesFor, type SettingsPlace } from "../settings/places";
import { useCurrentUser } from "../shell/current-user";
import { keyHint } from "../shell/key-map";
import { keepPreference, themes } from "../shell/preferences";
import { useChangePreferences, usePreferences } from "../shell/preferences-query";
import { openShortcuts } from "../shell/shortcuts-dialog";
import { signOut } from "../shell/sign-out";
import { useTheme } from "../shell/theme";
import { showToast } from "../shell/toast";
import { useAvailability, useSetAvailability } from "../shell/use-availability";
import type { PaletteItem } from "./items";

/** What can be done with the chat that is open; nothing when none is. */
export function useChatCommands(): readonly PaletteItem[] {
  const t = useTranslations("palette");
  const { chatId } = parseInboxPath(usePathname());
  const isInbox = usePathname().startsWith("/inbox");
  if (!isInbox || chatId === null) return [];
  const act = (
    action: "assign" | "close" | "note" | "reply" | "snooze" | "tag",
    words: string,
    Icon: PaletteItem["Icon"],
    keys?: string,
  ): PaletteItem => ({
    id: `chat-action-${action}`,
    group: "chat",
    text: t(action),
    words,
    keys,
    Icon,
    run: () => askChat(action),
  });
  return [
    act("reply", t("wordsReply"), Reply, keyHint("reply")),
    act("assign", t("wordsAssign"), UserPlus, keyHint("assign")),
    act("tag", t("wordsTag"), Tag, keyHint("tag")),
    act("snooze", t("wordsSnooze"), Clock, keyHint("snooze")),
    act("close", t("wordsClose"), CircleCheck, keyHint("close")),
    act("note", t("wordsNote"), StickyNote),
  ];
}

const settingsWords = {
  preferences: "wordsPreferences",
  account: "wordsAccount",
  sellers: "wordsSellers",
  service: "wordsService",
  team: "wordsTeam",
  tags: "wordsTags",
  canned: "wordsCanned",
  automation: "wordsAutomation",
  broadcasts: "wordsBroadcastRules",
  orders: "wordsOrderRules",
  audit: "wordsAudit",
  retention: "wordsRetention",
  operations: "wordsOperations",
  tokens: "wordsTokens",
  outgoing: "wordsOutgoing",
} as const satisfies Record<SettingsPlace["key"], string>;

/** Screens to go to. */
export function usePlaceCommands(): readonly PaletteItem[] {
  const t = useTranslations("palette");
  const settings = useTranslations("settings");
  const router = useRouter();
  const { role } = useCurrentUser();
  const go = (path: string, text: string, words: string, Icon: PaletteItem["Icon"]): PaletteItem => ({
    id: `go-${path}`,
    group: "places",
    text,
    words,
    Icon,
    run: () => router.push(path),
  });
  return [
    go("/inbox", t("inbox"), t("wordsInbox"), MessageSquare),
    { ...go("/search", t("search"), t("wordsSearch"), Search), keys: keyHint("search") },
    { ...go("/orders", t("orders"), t("wordsOrders"), Package), keys: keyHint("goOrders") },
    { ...go("/products", t("products"), t("wordsProducts"), ShoppingBag), keys: keyHint("goProducts") },
    { ...go("/stocks", t("stocks"), t("wordsStocks"), Warehouse), keys: keyHint("goStocks") },
    { ...go("/returns", t("returns"), t("wordsReturns"), Undo2), keys: keyHint("goReturns") },
    { ...go("/finance", t("finance"), t("wordsFinance"), Wallet), keys: keyHint("goFinance") },
    ...(role === "operator"
      ? []
      : [
          {
            ...go("/broadcasts", t("broadcasts"), t("wordsBroadcasts"), Megaphone),
            keys: keyHint("goBroadcasts"),
          },
          go("/broadcasts/new", t("newBroadcast"), t("wordsNewBroadcast"), Megaphone),
          go("/reports", t("reports"), t("wordsReports"), ChartNoAxesColumn),
        ]),
    ...placesFor(role).map(({ key, href }) =>
      go(
        href,
        t("settingsOf", { name: settings(key) }),
        `${t("wordsSettings")} ${t(settingsWords[key])}`,
        Settings,
      ),
    ),
  ];
}

const themeTexts = { light: "themeLight", dark: "themeDark", system: "themeSystem" } as const;

/** What a person changes about their own desk. */
export function useDeskCommands(): readonly PaletteItem[] {
  const t = useTranslations("palette");
  const nav = useTranslations("nav");
  const router = useRouter();
  const locale = useLocale();
  const { theme, setTheme } = useTheme();
  const { density } = usePreferences();
  const change = useChangePreferences();
  const availability = useAvailability();
  const setAvailability = useSetAvailability();
  const otherDensity = density === "compact" ? "comfortable" : "compact";
  const isAway = availability === "away";
  const item = (
    id: string,
    text: string,
    words: string,
    Icon: PaletteItem["Icon"],
    run: () => void,
  ): PaletteItem => ({
    id,
    group: "desk",
    text,
    words,
    Icon,
    run,
  });
  return [
    item(
      "availability",
      t(isAway ? "available" : "away"),
      t("wordsAvailability"),
      isAway ? UserCheck : Coffee,
      () => setAvailability.mutate(isAway ? "available" : "away"),
    ),
    ...themes
      .filter((other) => other !== theme)
      .map((other) =>
        item(`theme-${other}`, t(themeTexts[other]), t("wordsTheme"), SunMoon, () => setTheme(other)),
      ),
    item(
      "density",
      t(otherDensity === "compact" ? "densityCompact" : "densityComfortable"),
      t("wordsDensity"),
      otherDensity === "compact" ? Rows4 : Rows3,
      () => change.mutate({ density: otherDensity }),
    ),
    item("language", t("language"), t("wordsLanguage"), Languages, () => {
      keepPreference(localeCookie, locale === "ru" ? "en" : "ru");
      router.refresh();
    }),
    {
      ...item("shortcuts", t("shortcuts"), t("wordsShortcuts"), Keyboard, openShortcuts),
      keys: keyHint("help"),
    },
    item("sign-out", t("signOut"), t("wordsSignOut"), LogOut, () => {
      signOut().catch(() => showToast("error", nav("signOutFailed")));
    }),
  ];
}
