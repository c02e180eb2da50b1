"use client";

import { useEffect } from "react";
import { useChatCounts } from "../inbox/queries";
import { badgeOf, keepIcon, keepTitle } from "./page-badge";

/** Shows in the tab's title and icon how many chats are unread. Stands once in the desk's providers. */
export function TabBadge() {
  const { data: counts } = useChatCounts();
  const unread = counts?.unread ?? 0;
  useEffect(() => keepTitle(badgeOf(unread, 999)), [unread]);
  const sign = badgeOf(unread, 9);
  useEffect(() => keepIcon(sign), [sign]);
  return null;
}
