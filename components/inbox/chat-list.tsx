"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { Menu as MenuIcon } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import type { Chat } from "@/lib/wire/chats";
import { useSellers } from "../sellers/queries";
import { useCurrentUser } from "../shell/current-user";
import { useErrorText } from "../shell/use-error-text";
import { Button, IconButton } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { CHAT_ROW_HEIGHT_PX, ChatRow } from "./chat-row";
import type { useChatList } from "./queries";
import { inboxPath, type View } from "./views";

/** How many rows before the end the next page is asked for. */
const LOAD_AHEAD_ROWS = 12;

interface ChatListProps {
  view: View;
  viewName: string;
  query: ReturnType<typeof useChatList>;
  chats: readonly Chat[];
  openChatId: string | null;
  onOpenMenu: () => void;
}

/** The column of chats: its head, and below it one of rows, skeleton, emptiness or failure. */
export function ChatList({ view, viewName, query, chats, openChatId, onOpenMenu }: ChatListProps) {
  const t = useTranslations("list");
  const nav = useTranslations("nav");
  return (
    <section aria-label={t("label", { view: viewName })} className="flex min-h-0 flex-1 flex-col bg-panel">
      <header className="flex h-13.25 shrink-0 items-center gap-2 border-line border-b px-3.5">
        <IconButton label={nav("openMenu")} onClick={onOpenMenu} className="-ml-1.5 views:hidden">
          <MenuIcon size={18} aria-hidden="true" />
        </IconButton>
        <h1 className="truncate font-semibold text-[15px] tracking-tight">{viewName}</h1>
        <span className="ml-auto shrink-0 text-[12px] text-muted">{t("newestFirst")}</span>
      </header>
      <ListBody view={view} query={query} chats={chats} openChatId={openChatId} />
    </section>
  );
}

type ListBodyProps = Omit<ChatListProps, "viewName" | "onOpenMenu">;

function ListBody({ view, query, chats, openChatId }: ListBodyProps) {
  const t = useTranslations("list");
  const common = useTranslations("common");
  const errorText = useErrorText();
  if (query.isPending) return <SkeletonRows />;
  if (query.isError && chats.length === 0) {
    return (
      <EmptyState
        isUrgent
        title={t("failed")}
        text={errorText(query.error)}
        action={<Button onClick={() => query.refetch()}>{common("retry")}</Button>}
      />
    );
  }
  if (chats.length === 0) return <EmptyList view={view} />;
  return <Rows view={view} query={query} chats={chats} openChatId={openChatId} />;
}

function Rows({ view, query, chats, openChatId }: ListBodyProps) {
  const t = useTranslations("list");
  const common = useTranslations("common");
  const scroller = useRef<HTMLDivElement>(null);
  const { data: sellers } = useSellers();
  const names = new Map(sellers?.map((seller) => [seller.id, seller.name]));
  const rows = useVirtualizer({
    count: chats.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => CHAT_ROW_HEIGHT_PX,
    getItemKey: (index) => chats[index]?.id ?? index,
    overscan: 8,
  });
  const visible = rows.getVirtualItems();
  const lastVisible = visible.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query;

  useEffect(() => {
    const isNearEnd = lastVisible >= chats.length - LOAD_AHEAD_ROWS;
    if (isNearEnd && hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [lastVisible, chats.length, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage]);

  const openIndex = chats.findIndex((chat) => chat.id === openChatId);
  // biome-ignore lint/correctness/useExhaustiveDependencies: brings a newly opened chat into sight, not one that moves by itself
  useEffect(() => {
    if (openIndex !== -1) rows.scrollToIndex(openIndex, { align: "auto" });
  }, [openChatId]);

  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto">
      <ul className="relative" style={{ height: rows.getTotalSize() }}>
        {visible.map((row) => {
          const chat = chats[row.index];
          if (chat === undefined) return null;
          return (
            <li
              key={row.key}
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${row.start}px)` }}
            >
              <ChatRow
                chat={chat}
                path={inboxPath(view, chat.id)}
                sellerName={names.get(chat.seller_id) ?? null}
                isOpen={chat.id === openChatId}
              />
            </li>
          );
        })}
      </ul>
      {isFetchingNextPage && <p className="py-3 text-center text-[12px] text-muted">{t("loadingMore")}</p>}
      {isFetchNextPageError && (
        <p className="flex items-center justify-center gap-2 py-3 text-[12px] text-muted">
          {t("moreFailed")}
          <Button onClick={() => fetchNextPage()}>{common("retry")}</Button>
        </p>
      )}
    </div>
  );
}

/** Rows to come, in the shape of rows. */
function SkeletonRows() {
  const common = useTranslations("common");
  return (
    <div role="status" aria-label={common("loading")} className="min-h-0 flex-1 overflow-hidden">
      {["60%", "45%", "70%", "52%", "64%", "40%", "58%"].map((width) => (
        <div key={width} className="flex h-20 flex-col justify-center gap-2 border-line/60 border-b px-4.5">
          <div className="flex justify-between">
            <div className="skeleton h-3" style={{ width: "32%" }} />
            <div className="skeleton h-3 w-8" />
          </div>
          <div className="skeleton h-3" style={{ width }} />
          <div className="skeleton h-3 w-24" />
        </div>
      ))}
    </div>
  );
}

const emptyTexts = {
  waiting: ["emptyWaitingTitle", "emptyWaitingText"],
  unread: ["emptyUnreadTitle", "emptyUnreadText"],
  open: ["emptyOpenTitle", "emptyOpenText"],
  seller: ["emptyOpenTitle", "emptyOpenText"],
  closed: ["emptyClosedTitle", "emptyClosedText"],
  marketplace: ["emptyMarketplaceTitle", "emptyMarketplaceText"],
} as const satisfies Record<View["kind"], readonly [string, string]>;

function EmptyList({ view }: { view: View }) {
  const t = useTranslations("list");
  const nav = useTranslations("views");
  const { role } = useCurrentUser();
  const { data: sellers } = useSellers();
  if (sellers?.length === 0) {
    const isAdmin = role === "admin";
    return (
      <EmptyState
        title={t("emptyNoSellersTitle")}
        text={isAdmin ? t("emptyNoSellersText") : t("emptyNoSellersOther")}
        action={
          isAdmin && (
            <Link
              href="/settings/sellers"
              className="inline-flex min-h-8 items-center rounded-control bg-accent px-3 font-semibold text-on-accent hover:bg-accent-strong"
            >
              {nav("addSeller")}
            </Link>
          )
        }
      />
    );
  }
  const [title, text] = emptyTexts[view.kind];
  return <EmptyState title={t(title)} text={t(text)} />;
}
