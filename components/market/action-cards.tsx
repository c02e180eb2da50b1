"use client";

import { CircleAlert, CircleCheck, LoaderCircle, TriangleAlert, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { Action } from "@/lib/wire/actions";
import { useCurrentUser } from "../shell/current-user";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { Button, IconButton } from "../ui/button";
import { cx } from "../ui/class-names";
import { ActionItems } from "./action-items";
import { isOver, useAction, useActionEvents, useActionItems, useStepAction } from "./action-queries";
import { DocumentCard } from "./document-card";
import { type Followed, unfollowAction } from "./followed";
import { useActionWords } from "./use-action-words";

/** Long enough to be read, short enough to be no furniture. */
const GONE_AFTER_MS = 6_000;

/** The cards of what is followed, newest below. Loaded with the first: see follow-actions.tsx. */
export function ActionCards({ actions, documents }: Followed) {
  const t = useTranslations("actions");
  useActionEvents();
  return (
    <section
      aria-label={t("followed")}
      className="pointer-events-none fixed bottom-3 left-3 z-40 two:left-16 flex max-h-[calc(100dvh-24px)] w-[min(340px,calc(100vw-24px))] flex-col gap-2 overflow-y-auto empty:hidden"
    >
      {actions.map((action) => (
        <ActionCard key={action.id} first={action} />
      ))}
      {documents.map((document) => (
        <DocumentCard key={document.id} first={document} />
      ))}
    </section>
  );
}

function ActionCard({ first }: { first: Action }) {
  const t = useTranslations("actions");
  const words = useActionWords();
  const action = useAction(first);
  const isDone = action.status === "done" || action.status === "cancelled";
  const [isLookedAt, setLookedAt] = useState(false);
  useEffect(() => {
    if (!isDone || isLookedAt) return;
    const timer = setTimeout(() => unfollowAction(first.id), GONE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [isDone, isLookedAt, first.id]);
  return (
    <article
      aria-label={words.title(action)}
      onPointerEnter={() => setLookedAt(true)}
      onPointerLeave={() => setLookedAt(false)}
      className="pointer-events-auto animate-[appear_160ms_ease-out] rounded-bubble border border-line bg-panel px-3 py-2.5"
    >
      <div className="flex items-start gap-2">
        <StateIcon action={action} />
        <div className="min-w-0 flex-1" role="status">
          <p className="wrap-anywhere font-medium">{words.title(action)}</p>
          <p className="text-[12.5px] text-muted tabular-nums">
            {isOver(action)
              ? words.status(action)
              : t("progress", { done: action.done + action.failed, total: action.total })}
            {action.failed > 0 && ` · ${t("failedCount", { count: action.failed })}`}
            {action.unconfirmed > 0 && ` · ${t("unconfirmedCount", { count: action.unconfirmed })}`}
          </p>
        </div>
        <IconButton
          label={t("hide")}
          onClick={() => unfollowAction(first.id)}
          className="-mt-1 -mr-1.5 size-7"
        >
          <X size={14} aria-hidden="true" />
        </IconButton>
      </div>
      {!isOver(action) && <Progress action={action} />}
      <WhatFailed action={action} />
      <Steps action={action} />
    </article>
  );
}

function StateIcon({ action }: { action: Action }) {
  const look = "mt-0.5 shrink-0";
  if (!isOver(action)) {
    return (
      <LoaderCircle
        size={16}
        aria-hidden="true"
        className={cx(look, "animate-spin text-accent motion-reduce:animate-none")}
      />
    );
  }
  if (action.status === "done" || action.status === "cancelled")
    return <CircleCheck size={16} aria-hidden="true" className={cx(look, "text-ok")} />;
  return action.status === "failed" ? (
    <CircleAlert size={16} aria-hidden="true" className={cx(look, "text-bad")} />
  ) : (
    <TriangleAlert size={16} aria-hidden="true" className={cx(look, "text-warn-ink")} />
  );
}

function Progress({ action }: { action: Action }) {
  const over = action.done + action.failed;
  return (
    <div aria-hidden="true" className="mt-2 h-1 overflow-hidden rounded-full bg-line">
      <div
        className="h-full bg-accent transition-[width] duration-300 ease-out"
        style={{ width: `${action.total === 0 ? 0 : (100 * over) / action.total}%` }}
      />
    </div>
  );
}

function WhatFailed({ action }: { action: Action }) {
  const hasTrouble = action.failed > 0 || action.unconfirmed > 0;
  const { data } = useActionItems(action.id, hasTrouble);
  const items = data?.filter(({ status }) => status === "failed" || status === "unconfirmed") ?? [];
  if (!hasTrouble || items.length === 0) return null;
  return (
    <div
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
      tabIndex={0}
      className="focus-inset mt-2 max-h-52 overflow-y-auto border-line border-t pt-2"
    >
      <ActionItems items={items} />
    </div>
  );
}

/** Taking back and trying again: for those who may change things at the marketplace. */
function Steps({ action }: { action: Action }) {
  const t = useTranslations("actions");
  const { role } = useCurrentUser();
  const errorText = useErrorText();
  const step = useStepAction(action.id);
  if (role === "operator") return null;
  const canCancel = action.status === "queued" || action.status === "running";
  const canRetry = isOver(action) && (action.failed > 0 || action.unconfirmed > 0);
  if (!canCancel && !canRetry) return null;
  const press = (which: "cancel" | "retry") =>
    step.mutate(which, { onError: (error) => showToast("error", errorText(error)) });
  return (
    <div className="mt-2 flex justify-end gap-2">
      {canCancel && (
        <Button look="quiet" disabled={step.isPending} onClick={() => press("cancel")}>
          {t("cancel")}
        </Button>
      )}
      {canRetry && (
        <Button disabled={step.isPending} onClick={() => press("retry")}>
          {t("retry")}
        </Button>
      )}
    </div>
  );
}
