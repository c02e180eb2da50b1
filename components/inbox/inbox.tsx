"use client";

import { useQueryClient } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import { ContextColumn } from "../conversation/context-column";
import { Conversation } from "../conversation/conversation";
import { releaseChat } from "../live/live-cache";
import { useSellers } from "../sellers/queries";
import { RailAsList } from "../shell/rail";
import { cx } from "../ui/class-names";
import { Drawer } from "../ui/dialog";
import { EmptyState } from "../ui/empty-state";
import { ChatList } from "./chat-list";
import { useChatList } from "./queries";
import { useInboxKeys } from "./use-inbox-keys";
import { filtersOf, inboxPath, parseInboxPath, type View } from "./views";
import { ViewsColumn } from "./views-column";

function useViewName(view: View): string {
  const t = useTranslations("views");
  const { data: sellers } = useSellers();
  if (view.kind !== "seller") return t(view.kind);
  return sellers?.find((seller) => seller.id === view.sellerId)?.name ?? t("unknownSeller");
}

/** Views, list, conversation and facts; on a small screen one at a time. */
export function Inbox() {
  const t = useTranslations();
  const pathname = usePathname();
  const { view, chatId } = useMemo(() => parseInboxPath(pathname), [pathname]);
  const viewName = useViewName(view);
  const query = useChatList(filtersOf(view));
  const chats = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const [isMenuOpen, setMenuOpen] = useState(false);
  const cache = useQueryClient();
  useInboxKeys({ view, chats, openChatId: chatId });
  useEffect(() => {
    if (chatId === null) return;
    return () => releaseChat(cache, chatId);
  }, [cache, chatId]);

  return (
    <div className="flex min-h-0 flex-1">
      <aside className="hidden w-53 shrink-0 overflow-y-auto border-line border-r views:block">
        <ViewsColumn view={view} />
      </aside>
      <div
        className={cx(
          "min-h-0 min-w-0 flex-1 flex-col border-line two:flex two:w-[clamp(288px,24vw,348px)] two:flex-none two:border-r",
          chatId === null ? "flex" : "hidden",
        )}
      >
        <ChatList
          view={view}
          viewName={viewName}
          query={query}
          chats={chats}
          openChatId={chatId}
          onOpenMenu={() => setMenuOpen(true)}
        />
      </div>
      <main
        id="content"
        className={cx("min-w-0 flex-1 flex-col two:flex", chatId === null ? "hidden" : "flex")}
      >
        {chatId === null && (chats.length > 0 || query.isPending) && (
          <EmptyState title={t("conversation.pickTitle")} text={t("conversation.pickText")} />
        )}
        {chatId !== null && <Conversation key={chatId} chatId={chatId} listPath={inboxPath(view)} />}
      </main>
      {chatId !== null && (
        <aside
          aria-label={t("context.label")}
          className="hidden w-79 shrink-0 overflow-y-auto border-line border-l bg-panel context:block"
        >
          <ContextColumn chatId={chatId} />
        </aside>
      )}
      <Drawer isOpen={isMenuOpen} onClose={() => setMenuOpen(false)} label={t("nav.main")} side="left">
        <div className="two:hidden">
          <RailAsList />
        </div>
        <ViewsColumn view={view} onPick={() => setMenuOpen(false)} />
      </Drawer>
    </div>
  );
}
