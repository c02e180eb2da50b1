"use client";

import { useTranslations } from "next-intl";
import { useRef } from "react";
import type { Broadcast } from "@/lib/wire/broadcasts";
import { ApiError } from "../api-client";
import { useBroadcast, useBroadcastEvents } from "../broadcasts/queries";
import { useCurrentUser } from "../shell/current-user";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { ApprovalNotice } from "./approval-notice";
import { AudiencePart } from "./audience-part";
import { Figures } from "./figures";
import { ProgressSection } from "./progress-section";
import { useLiveFigures } from "./queries";
import type { RecipientView } from "./recipient-choice";
import { Recipients } from "./recipients";
import { BackToList, ResultHeader } from "./result-header";
import { StoppedNotice } from "./stopped-notice";
import { useRecipientView } from "./use-recipient-view";
import { Variants } from "./variants";

/** One broadcast: how it stands, what may be done, what came of it, and everybody it was for. */
export function ResultScreen({ broadcastId }: { broadcastId: string }) {
  const t = useTranslations("broadcasts");
  const { role } = useCurrentUser();
  return (
    <main
      id="content"
      className="flex min-h-0 min-w-0 flex-1 flex-col overflow-y-auto [scrollbar-gutter:stable]"
    >
      <div className="mx-auto flex w-full max-w-270 flex-1 flex-col px-4 pb-16 two:px-6">
        {role === "operator" ? (
          <EmptyState title={t("notAllowedTitle")} text={t("notAllowed")} />
        ) : (
          <Loaded broadcastId={broadcastId} />
        )}
      </div>
    </main>
  );
}

function Loaded({ broadcastId }: { broadcastId: string }) {
  useBroadcastEvents();
  const { data, error, isError, refetch } = useBroadcast(broadcastId);
  if (data !== undefined) return <Result broadcast={data} />;
  if (!isError) return <ResultSkeleton />;
  return <Missing error={error} onRetry={() => void refetch()} />;
}

function Missing({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const t = useTranslations("broadcastResult");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const isGone = error instanceof ApiError && error.code === "not_found";
  return (
    <>
      <div className="pt-3">
        <BackToList />
      </div>
      <EmptyState
        isUrgent
        title={isGone ? t("notFoundTitle") : t("failedTitle")}
        text={isGone ? t("notFoundText") : errorText(error)}
        action={isGone ? null : <Button onClick={onRetry}>{common("retry")}</Button>}
      />
    </>
  );
}

function Result({ broadcast }: { broadcast: Broadcast }) {
  const [view, setView] = useRecipientView();
  const listHead = useRef<HTMLHeadingElement>(null);
  useLiveFigures(broadcast.id);
  /** A figure was pressed: its recipients come into sight, and the keyboard with them. */
  function show(next: RecipientView) {
    setView(next);
    listHead.current?.scrollIntoView({ block: "start" });
    listHead.current?.focus({ preventScroll: true });
  }
  const hasBegun = broadcast.started_at !== null;
  return (
    <div data-broadcast-status={broadcast.status} className="flex flex-col gap-8">
      <div className="flex flex-col gap-3">
        <ResultHeader broadcast={broadcast} />
        <ApprovalNotice broadcast={broadcast} />
        <StoppedNotice broadcast={broadcast} />
      </div>
      {hasBegun && <ProgressSection broadcast={broadcast} />}
      {hasBegun && <Figures broadcast={broadcast} onShow={show} />}
      <Variants broadcast={broadcast} onShow={show} />
      {isAhead(broadcast) && broadcast.kind === "once" && <AudiencePart broadcast={broadcast} />}
      {!isAhead(broadcast) && (
        <Recipients broadcast={broadcast} view={view} onView={setView} head={listHead} />
      )}
    </div>
  );
}

/** Not begun, and it may still. */
const isAhead = ({ status }: Broadcast) => status === "draft" || status === "scheduled";

/** Head, bar and figures to come, in their own shape. */
function ResultSkeleton() {
  const common = useTranslations("common");
  return (
    <div role="status" aria-label={common("loading")} className="flex flex-col gap-8 pt-4">
      <div className="flex flex-col gap-3">
        <div className="skeleton h-3 w-24" />
        <div className="skeleton h-6 w-72 max-w-full" />
        <div className="skeleton h-3 w-96 max-w-full" />
      </div>
      <div className="skeleton h-2.5 w-full" />
      <div className="grid grid-cols-2 gap-x-8 gap-y-6 views:grid-cols-5">
        {["a", "b", "c", "d", "e"].map((key) => (
          <div key={key} className="flex h-20 flex-col gap-2.5">
            <div className="skeleton h-3 w-20" />
            <div className="skeleton h-7 w-24" />
            <div className="skeleton h-3 w-full" />
          </div>
        ))}
      </div>
      <div className="flex flex-col gap-3">
        {["a", "b", "c", "d", "e", "f"].map((key) => (
          <div key={key} className="skeleton h-9 w-full" />
        ))}
      </div>
    </div>
  );
}
