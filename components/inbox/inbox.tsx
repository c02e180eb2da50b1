"use client";

import { useQueryClient } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { memo, useDeferredValue, useEffect, useMemo, useState } from "react";
import { ContextColumn } from "../conversation/context-column";
import { Conversation } from "../conversation/conversation";
import { releaseChat } from "../live/live-cache";
import { useSellers } from "../sellers/queries";
import { useCurrentUser } from "../shell/current-user";
import { RailAsList } from "../shell/rail";
import { cx } from "../ui/class-names";
import { Drawer } from "../ui/dialog";
import { EmptyState } from "../ui/empty-state";
import { BulkBar, ChatList } from "./chat-list";
import { tellMoved, useInboxPath } from "./inbox-location";
import { ListHead } from "./list-head";
import { setCurrentList } from "./next-chat";
import { usePrefetchedNeighbours } from "./prefetch";
import { shortenChatList, useChatCounts, useChatList } from "./queries";
import { useSavedViews } from "./saved-views";
import { useTags } from "./tags-query";
import { useDensity } from "./use-density";
import { useInboxKeys } from "./use-inbox-keys";
import { useSelection } from "./use-selection";
import { useViewName } from "./use-view-name";
import { countOf } from "./view-counts";
import { ViewDialogHost } from "./view-dialog-host";
import { tagsInOrder, viewsInOrder } from "./view-order";
import { useChosenSort } from "./view-sorts";
import { defaultSortOf, inboxPath, parseInboxPath, toListFilters, type View, viewFiltersOf } from "./views";
import { ViewsColumn } from "./views-column";

/** Where the browser stands; the desk itself is drawn anew only by what it shows. */
export function Inbox() {
  const pathname = usePathname();
  const [initialPath] = useState(pathname);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the router went somewhere by itself
  useEffect(tellMoved, [pathname]);
  return <Desk initialPath={initialPath} />;
}

/** What a view shows: its filters, its chats as they are loaded. */
function useViewedChats(view: View) {
  const cache = useQueryClient();
  const { id: myId } = useCurrentUser();
  const { data: savedViews } = useSavedViews();
  const savedView =
    view.kind !== "saved" || savedViews === undefined
      ? undefined
      : (savedViews.find((saved) => saved.id === view.viewId) ?? null);
  const filters = viewFiltersOf(view, savedViews);
  const chosen = useChosenSort(view.id);
  const sort = chosen ?? defaultSortOf(view, savedViews);
  const listFilters = filters === null || savedView?.problem ? null : toListFilters(filters, sort, myId);
  const listKey = JSON.stringify(listFilters);
  const query = useChatList(listFilters);
  const chats = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: listKey stands for listFilters
  useEffect(() => {
    if (listFilters === null) return;
    return () => shortenChatList(cache, listFilters);
  }, [cache, listKey]);
  return { query, chats, filters, sort, savedView };
}

/** Every view in the order of the column, for the keys that step through them. */
function useViewOrder(): readonly View[] {
  const { data: savedViews } = useSavedViews();
  const { data: sellers } = useSellers();
  const { data: tags } = useTags();
  const { data: counts } = useChatCounts();
  return useMemo(
    () =>
      viewsInOrder({
        savedViews: savedViews ?? [],
        sellerIds: (sellers ?? []).map((seller) => seller.id),
        tags: tagsInOrder(tags ?? [], counts?.by_tag ?? {}, false),
      }),
    [savedViews, sellers, tags, counts],
  );
}

/** Views, list, conversation and facts; on a small screen one at a time. */
const Desk = memo(function Desk({ initialPath }: { initialPath: string }) {
  const t = useTranslations();
  const path = useInboxPath(initialPath);
  const { view, chatId } = useMemo(() => parseInboxPath(path), [path]);
  const viewName = useViewName(view);
  const { query, chats, filters, sort, savedView } = useViewedChats(view);
  const { data: counts } = useChatCounts();
  const density = useDensity();
  const marks = useSelection(view.id, chats);
  const [isMenuOpen, setMenuOpen] = useState(false);
  const cache = useQueryClient();
  const views = useViewOrder();
  // The facts beside the conversation may come a moment later than its words.
  const factsOf = useDeferredValue(chatId);
  usePrefetchedNeighbours(chats, chatId);
  useEffect(() => setCurrentList({ view, chats }), [view, chats]);
  useEffect(() => {
    if (chatId === null) return;
    return () => releaseChat(cache, chatId);
  }, [cache, chatId]);
  useInboxKeys({
    view,
    views,
    chats,
    openChatId: chatId,
    hasSelection: marks.selected.length > 0,
    onToggle: marks.toggle,
    onRange: marks.range,
    onSelectAll: marks.all,
    onClear: marks.clear,
  });
  const count =
    query.data !== undefined && !query.hasNextPage ? chats.length : counts && countOf(view, counts);

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
          savedView={savedView}
          query={query}
          chats={chats}
          openChatId={chatId}
          density={density}
          selection={marks.selection}
          isSelecting={marks.isSelecting}
          onSelect={marks.onSelect}
          head={
            marks.selected.length > 0 ? (
              <BulkBar
                selected={marks.selected}
                loadedCount={chats.length}
                onSelectAll={marks.all}
                onClear={marks.clear}
              />
            ) : (
              <ListHead
                view={view}
                name={viewName}
                count={count}
                filters={filters}
                sort={sort}
                onOpenMenu={() => setMenuOpen(true)}
                onStartSelecting={marks.startSelecting}
              />
            )
          }
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
      {factsOf !== null && chatId !== null && (
        <aside
          aria-label={t("context.label")}
          className="hidden w-79 shrink-0 overflow-y-auto border-line border-l bg-panel context:block"
        >
          <ContextColumn chatId={factsOf} />
        </aside>
      )}
      <Drawer isOpen={isMenuOpen} onClose={() => setMenuOpen(false)} label={t("nav.main")} side="left">
        <div className="two:hidden">
          <RailAsList />
        </div>
        <ViewsColumn view={view} onPick={() => setMenuOpen(false)} />
      </Drawer>
      <ViewDialogHost />
    </div>
  );
});
