"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import * as Popover from "radix-ui/popover";
import { type ReactElement, useState } from "react";
import type { Notice } from "@/lib/wire/notices";
import { useErrorText } from "../shell/use-error-text";
import { useGoToChat } from "../shell/use-go-to-chat";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { Button } from "../ui/button";
import { cx } from "../ui/class-names";
import { EmptyState } from "../ui/empty-state";
import { unreadOf } from "./notices-cache";
import { useMarkNoticesRead, useNotices } from "./queries";
import { useNoticeHead } from "./use-notice-head";

/** The list of notices, hanging on the bell. Opens as it appears. */
export function NoticesPanel({ trigger, side }: { trigger: ReactElement; side: "right" | "bottom" }) {
  const t = useTranslations("notices");
  const [isOpen, setOpen] = useState(true);
  const { data } = useNotices();
  const markRead = useMarkNoticesRead();
  const goToChat = useGoToChat();
  const router = useRouter();

  function open(notice: Notice) {
    if (notice.read_at === null) markRead.mutate([notice.id]);
    if (notice.chat_id !== null) {
      setOpen(false);
      goToChat(notice.chat_id);
    } else if (notice.kind === "key_expiring" || notice.kind === "key_old") {
      setOpen(false);
      router.push("/settings/sellers");
    } else if (notice.kind === "broadcast_approval") {
      setOpen(false);
      router.push("/broadcasts");
    }
  }

  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger asChild>{trigger}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          side={side}
          align="end"
          sideOffset={8}
          collisionPadding={8}
          aria-label={t("title")}
          className="z-50 flex max-h-[min(560px,var(--radix-popover-content-available-height))] w-90 max-w-[calc(100vw-16px)] animate-[appear_140ms_ease-out] flex-col rounded-bubble border border-line bg-panel focus:outline-none"
        >
          <header className="flex min-h-11 shrink-0 items-center gap-2 border-line border-b px-3.5">
            <h2 className="font-semibold">{t("title")}</h2>
            {unreadOf(data) > 0 && (
              <Button look="quiet" className="-mr-2 ml-auto" onClick={() => markRead.mutate(null)}>
                {t("readAll")}
              </Button>
            )}
          </header>
          <NoticesList onOpen={open} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function NoticesList({ onOpen }: { onOpen: (notice: Notice) => void }) {
  const t = useTranslations("notices");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const query = useNotices();
  const notices = query.data?.pages.flatMap((page) => page.items) ?? [];
  if (query.isPending) return <Skeleton label={common("loading")} />;
  if (query.isError && notices.length === 0) {
    return (
      <EmptyState
        isUrgent
        title={t("failed")}
        text={errorText(query.error)}
        action={<Button onClick={() => query.refetch()}>{common("retry")}</Button>}
      />
    );
  }
  if (notices.length === 0) return <EmptyState title={t("emptyTitle")} text={t("emptyText")} />;
  return (
    <ul className="min-h-0 flex-1 overflow-y-auto p-1">
      {notices.map((notice) => (
        <li key={notice.id}>
          <NoticeRow notice={notice} onOpen={() => onOpen(notice)} />
        </li>
      ))}
      {query.hasNextPage && (
        <li className="p-2 text-center">
          <Button look="quiet" disabled={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
            {query.isFetchingNextPage ? common("loading") : t("more")}
          </Button>
        </li>
      )}
    </ul>
  );
}

function NoticeRow({ notice, onOpen }: { notice: Notice; onOpen: () => void }) {
  const t = useTranslations("notices");
  const head = useNoticeHead();
  const words = useTimeWords();
  const nowMs = useNow();
  const isUnread = notice.read_at === null;
  return (
    <button
      type="button"
      onClick={onOpen}
      className="focus-inset grid w-full grid-cols-[8px_1fr_auto] items-baseline gap-x-2 rounded-[8px] px-2.5 py-2 text-left hover:bg-hover"
    >
      <span className={cx("size-1.75 self-center rounded-full", isUnread && "bg-accent")}>
        {isUnread && <span className="sr-only">{t("unread")}</span>}
      </span>
      <span className={cx("wrap-anywhere min-w-0", isUnread ? "font-semibold" : "font-medium")}>
        {head(notice)}
      </span>
      <span className="text-[12px] text-muted tabular-nums">
        {words.moment(new Date(notice.created_at), nowMs)}
      </span>
      {notice.text !== "" && (
        <span className="foreign-text col-start-2 col-end-4 line-clamp-2 text-muted">{notice.text}</span>
      )}
    </button>
  );
}

function Skeleton({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label} className="flex flex-col gap-4 p-4">
      {["70%", "55%", "62%"].map((width) => (
        <div key={width} className="flex flex-col gap-2">
          <div className="skeleton h-3.5" style={{ width }} />
          <div className="skeleton h-3 w-4/5" />
        </div>
      ))}
    </div>
  );
}
