"use client";

import { useTranslations } from "next-intl";
import { lazy, type ReactNode, Suspense } from "react";
import type { SavedView } from "@/lib/wire/desk";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { rowHeightPx } from "./chat-row";
import { ChatRows, type ChatRowsProps } from "./chat-rows";
import { EmptyList } from "./empty-list";
import { InboxLink } from "./inbox-link";
import { ViewProblem } from "./view-problem";
import { defaultView, inboxPath } from "./views";

// Menus and undo of many chats at once: fetched with the first mark.
export const loadBulkBar = () => import("./bulk-bar");
export const BulkBar = lazy(async () => ({ default: (await loadBulkBar()).BulkBar }));

interface ChatListProps extends ChatRowsProps {
  viewName: string;
  /** The saved view behind the list; null: the address names one that is not there (any more). */
  savedView: SavedView | null | undefined;
  /** The list's head, or what stands in its place. */
  head: ReactNode;
}

/** The column of chats: its head, and below it one of rows, skeleton, emptiness or failure. */
export function ChatList({ viewName, head, ...body }: ChatListProps) {
  const t = useTranslations("list");
  return (
    <section aria-label={t("label", { view: viewName })} className="flex min-h-0 flex-1 flex-col bg-panel">
      <Suspense fallback={<div className="h-13.25 shrink-0 border-line border-b bg-accent-soft" />}>
        {head}
      </Suspense>
      <ListBody {...body} />
    </section>
  );
}

function ListBody({ savedView, ...rows }: Omit<ChatListProps, "viewName" | "head">) {
  const t = useTranslations("list");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const { query, chats, view } = rows;
  if (savedView === null) return <GoneView />;
  if (savedView?.problem) return <ViewProblem view={savedView} />;
  if (query.isPending) return <SkeletonRows density={rows.density} />;
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
  return <ChatRows key={view.id} {...rows} />;
}

function GoneView() {
  const t = useTranslations("savedViews");
  const views = useTranslations("views");
  return (
    <EmptyState
      title={t("goneTitle")}
      text={t("goneText")}
      action={
        <InboxLink href={inboxPath(defaultView)} className="text-accent-ink underline underline-offset-2">
          {views("waiting")}
        </InboxLink>
      }
    />
  );
}

/** Rows to come, in the shape of rows. */
function SkeletonRows({ density }: Pick<ChatRowsProps, "density">) {
  const common = useTranslations("common");
  const isCompact = density === "compact";
  return (
    <div role="status" aria-label={common("loading")} className="min-h-0 flex-1 overflow-hidden">
      {["60%", "45%", "70%", "52%", "64%", "40%", "58%"].map((width) => (
        <div
          key={width}
          style={{ height: rowHeightPx[density] }}
          className="flex flex-col justify-center gap-2 border-line/60 border-b px-4.5"
        >
          <div className="flex justify-between">
            <div className="skeleton h-3" style={{ width: "32%" }} />
            <div className="skeleton h-3 w-8" />
          </div>
          <div className="skeleton h-3" style={{ width }} />
          {!isCompact && <div className="skeleton h-3 w-24" />}
        </div>
      ))}
    </div>
  );
}
