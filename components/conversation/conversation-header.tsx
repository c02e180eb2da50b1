"use client";

import { ArrowLeft, PanelRight, Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { Chat } from "@/lib/wire/chats";
import { askChat, onInsertIntoReply } from "../inbox/chat-events";
import { InboxLink } from "../inbox/inbox-link";
import { useChatWords } from "../inbox/use-chat-words";
import { useSeller } from "../sellers/queries";
import { IconButton } from "../ui/button";
import { cx } from "../ui/class-names";
import { Drawer } from "../ui/dialog";
import { ContextColumn } from "./context-column";
import { HeaderActions } from "./header-actions";
import { StateChip, TagChips, WindowWarning, WindowWords } from "./header-chips";
import { Onlookers } from "./onlookers";
import { useChatPopover } from "./use-chat-popover";
import { usePresence } from "./use-presence";

/** Who this is, how long they may wait, who else is here, and what can be done with the chat. */
export function ConversationHeader({ chat, listPath }: { chat: Chat; listPath: string }) {
  const t = useTranslations("conversation");
  const [areFactsOpen, setFactsOpen] = useState(false);
  const { titleOf } = useChatWords();
  const seller = useSeller(chat.seller_id);
  const { others } = usePresence(chat.id);
  const { open, popover } = useChatPopover(chat);
  useEffect(() => onInsertIntoReply(() => setFactsOpen(false)), []); // the words went into the reply behind it
  const isContested = others.some((person) => person.state === "typing");
  return (
    <header className="@container shrink-0 bg-panel">
      <div
        className={cx(
          "flex h-13.25 items-center gap-2 border-line border-b px-3 transition-colors duration-160 two:px-5",
          isContested && "bg-warn-soft",
        )}
      >
        <InboxLink
          href={listPath}
          aria-label={t("toList")}
          className="-ml-1 grid size-11 shrink-0 place-items-center rounded-control text-muted two:hidden"
        >
          <ArrowLeft size={18} aria-hidden="true" />
        </InboxLink>
        <h2 className="min-w-12 truncate font-semibold text-[15px] tracking-tight">
          <bdi>{titleOf(chat)}</bdi>
        </h2>
        <Onlookers others={others} />
        <span className="ml-auto flex shrink-0 items-center gap-1">
          <span className="hidden @min-[620px]:flex">
            <IconButton label={t("searchButton")} onClick={() => askChat("search")}>
              <Search size={16} aria-hidden="true" />
            </IconButton>
          </span>
          <HeaderActions chat={chat} onOpen={open} onFacts={() => setFactsOpen(true)} />
          <span className="context:hidden">
            <span className="hidden @min-[420px]:flex">
              <IconButton label={t("facts")} onClick={() => setFactsOpen(true)}>
                <PanelRight size={17} aria-hidden="true" />
              </IconButton>
            </span>
          </span>
        </span>
      </div>
      <div className="flex min-h-8 items-center gap-2.5 border-line border-b px-3 py-1 text-[12.5px] two:px-5">
        <StateChip chat={chat} />
        {seller && <span className="max-w-40 min-w-12 shrink truncate text-muted">{seller.name}</span>}
        <WindowWords chat={chat} />
        <span className="ml-auto flex min-w-0 shrink">
          <TagChips chat={chat} onPress={(anchor) => open("tag", anchor)} />
        </span>
      </div>
      <WindowWarning chat={chat} />
      {popover}
      <Drawer isOpen={areFactsOpen} onClose={() => setFactsOpen(false)} label={t("facts")} side="right">
        <ContextColumn chatId={chat.id} />
      </Drawer>
    </header>
  );
}
