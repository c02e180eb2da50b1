"use client";

import { useTranslations } from "next-intl";
import { lazy, type ReactNode, Suspense, useCallback, useState } from "react";
import type { Chat } from "@/lib/wire/chats";

import type { PopoverKind } from "./chat-popover";

// It brings a positioning engine of 20 KB: fetched with the first choice that is opened.
const ChatPopover = lazy(async () => ({ default: (await import("./chat-popover")).ChatPopover }));

const labels = { assign: "assign", tag: "tag", snooze: "snooze" } as const satisfies Record<
  PopoverKind,
  string
>;

/** One choice open at a time, hanging on the button it belongs to. */
export function useChatPopover(chat: Chat): {
  open: (kind: PopoverKind, anchor: HTMLElement) => void;
  popover: ReactNode;
} {
  const t = useTranslations("conversation");
  const [shown, setShown] = useState<{ kind: PopoverKind; anchor: HTMLElement } | null>(null);
  const open = useCallback((kind: PopoverKind, anchor: HTMLElement) => setShown({ kind, anchor }), []);
  const popover = shown !== null && (
    <Suspense fallback={null}>
      <ChatPopover
        key={shown.kind}
        kind={shown.kind}
        anchor={shown.anchor}
        chat={chat}
        label={t(labels[shown.kind])}
        onClose={() => setShown(null)}
      />
    </Suspense>
  );
  return { open, popover };
}
