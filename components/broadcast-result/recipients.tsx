"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useRef } from "react";
import type { Broadcast } from "@/lib/wire/broadcasts";
import { Choice } from "../settings/choice";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { useRecipients } from "./queries";
import { countsOf, type RecipientView, recipientTabs, toChoice } from "./recipient-choice";
import { RecipientRow } from "./recipient-row";
import { useResultWords } from "./use-result-words";

/** How long before its end comes into sight the next page is asked for. */
const LOAD_AHEAD = "400px";

interface RecipientsProps {
  broadcast: Broadcast;
  view: RecipientView;
  onView: (view: RecipientView) => void;
  /** Where the page goes when a figure above is pressed. */
  head: RefObject<HTMLHeadingElement | null>;
}

/** Everybody it was for, in the order of their turn, and what became of each. */
export function Recipients({ broadcast, view, onView, head }: RecipientsProps) {
  const t = useTranslations("broadcastResult");
  const hasAny = broadcast.counts.audience > 0;
  return (
    <section aria-label={t("recipients")} className="flex flex-col gap-3">
      <h2 ref={head} tabIndex={-1} className="scroll-mt-4 self-start rounded-[6px] font-semibold text-[15px]">
        {t("recipients")}
      </h2>
      {hasAny ? (
        <>
          <Tabs broadcast={broadcast} view={view} onView={onView} />
          <Conditions view={view} onView={onView} />
          <Rows broadcast={broadcast} view={view} />
        </>
      ) : (
        <NobodyYet broadcast={broadcast} />
      )}
    </section>
  );
}

function NobodyYet({ broadcast }: { broadcast: Broadcast }) {
  const t = useTranslations("broadcastResult");
  return broadcast.kind === "order" && broadcast.started_at !== null ? (
    <EmptyState title={t("recipientsListening")} text={t("recipientsListeningText")} />
  ) : (
    <EmptyState title={t("recipientsLater")} text={t("recipientsLaterText")} />
  );
}

type TabsProps = Omit<RecipientsProps, "head">;

function Tabs({ broadcast, view, onView }: TabsProps) {
  const t = useTranslations("broadcastResult");
  const { count } = useResultWords();
  const counts = countsOf(broadcast);
  // What is not known of anybody is no question worth a button; the open one stays.
  const shown = recipientTabs.filter(
    (tab) => tab !== "unconfirmed" || counts.unconfirmed > 0 || view.tab === "unconfirmed",
  );
  return (
    <Choice
      label={t("recipientsOf")}
      isLabelHidden
      value={view.tab}
      options={shown.map((tab) => ({ value: tab, label: `${t(`tab.${tab}`)} ${count(counts[tab])}` }))}
      onChange={(tab) => onView({ ...view, tab, reason: null })}
    />
  );
}

/** What else narrows the list, each to be dropped with one press. */
function Conditions({ view, onView }: Pick<RecipientsProps, "view" | "onView">) {
  const t = useTranslations("broadcastResult");
  const words = useResultWords();
  const conditions = [
    view.reason !== null && {
      text: t("onlyReason", { reason: words.reason(view.reason) }),
      without: { ...view, reason: null },
    },
    view.variant !== null && {
      text: t("onlyVariant", { key: view.variant }),
      without: { ...view, variant: null },
    },
  ].filter((one) => one !== false);
  if (conditions.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-1.5">
      {conditions.map(({ text, without }) => (
        <li key={text}>
          <button
            type="button"
            title={t("dropFilter", { name: text })}
            onClick={() => onView(without)}
            className="inline-flex min-h-7 items-center gap-1.5 rounded-full bg-accent-soft px-2.5 text-accent-ink pointer-coarse:min-h-11"
          >
            {text}
            <X size={13} aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  );
}

function Rows({ broadcast, view }: { broadcast: Broadcast; view: RecipientView }) {
  const t = useTranslations("broadcastResult");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const query = useRecipients(broadcast.id, toChoice(view));
  if (query.data === undefined) {
    if (!query.isError) return <RowsSkeleton />;
    return (
      <EmptyState
        isUrgent
        title={t("recipientsFailed")}
        text={errorText(query.error)}
        action={<Button onClick={() => query.refetch()}>{common("retry")}</Button>}
      />
    );
  }
  const rows = query.data.pages.flatMap((page) => page.items);
  if (rows.length === 0) return <EmptyState title={t("recipientsNone")} text={t("recipientsNoneText")} />;
  return (
    <>
      <ol aria-label={t("recipients")} className="border-line border-t">
        {rows.map((recipient) => (
          <RecipientRow
            key={recipient.id}
            recipient={recipient}
            hasVariants={broadcast.variants.length > 1}
          />
        ))}
      </ol>
      <More query={query} />
    </>
  );
}

/** The next page comes as the end comes near; after a failure only a person asks for it. */
function More({ query }: { query: ReturnType<typeof useRecipients> }) {
  const t = useTranslations("broadcastResult");
  const common = useTranslations("common");
  const { hasNextPage, isFetchNextPageError, isFetching, fetchNextPage } = query;
  const mark = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    const element = mark.current;
    if (element === null || !hasNextPage || isFetching || isFetchNextPageError) return;
    const watch = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && void fetchNextPage(),
      { rootMargin: LOAD_AHEAD },
    );
    watch.observe(element);
    return () => watch.disconnect();
  }, [hasNextPage, isFetching, isFetchNextPageError, fetchNextPage]);
  if (isFetchNextPageError) {
    return (
      <p className="flex items-center justify-center gap-3 py-3 text-muted">
        {t("recipientsFailed")}
        <Button onClick={() => fetchNextPage()}>{common("retry")}</Button>
      </p>
    );
  }
  return (
    <p ref={mark} role="status" className="py-3 text-center text-[12px] text-muted">
      {hasNextPage ? t("moreRecipients") : t("end")}
    </p>
  );
}

function RowsSkeleton() {
  const common = useTranslations("common");
  return (
    <div role="status" aria-label={common("loading")} className="flex flex-col gap-2 pt-1">
      {["a", "b", "c", "d", "e", "f", "g", "h"].map((key) => (
        <div key={key} className="skeleton h-10 w-full" />
      ))}
    </div>
  );
}
