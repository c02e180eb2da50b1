"use client";

import { ArrowLeft, Pencil } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useState } from "react";
import type { Broadcast } from "@/lib/wire/broadcasts";
import { AudienceSentence } from "../broadcast-form/audience-sentence";
import { useChangeBroadcast } from "../broadcasts/queries";
import { StatusChip } from "../broadcasts/status-chip";
import { useSeller } from "../sellers/queries";
import { useColleague } from "../shell/colleagues";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { Button, IconButton } from "../ui/button";
import { canRename } from "./acts";
import { ResultActs } from "./result-acts";
import { useResultWords } from "./use-result-words";

const MOST_CHARS = 200;

/** Name, state, where it belongs, who made it, and its buttons. */
export function ResultHeader({ broadcast }: { broadcast: Broadcast }) {
  return (
    <header className="flex flex-col gap-1.5 pt-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="flex min-w-64 flex-1 items-center gap-2">
          <BackToList />
          <Name broadcast={broadcast} />
        </div>
        <ResultActs broadcast={broadcast} />
      </div>
      <Facts broadcast={broadcast} />
      <Whom broadcast={broadcast} />
    </header>
  );
}

/** The way back to all broadcasts. */
export function BackToList() {
  const t = useTranslations("broadcastResult");
  return (
    <Link
      href="/broadcasts"
      aria-label={t("toList")}
      title={t("toList")}
      className="-ml-2 grid size-8 shrink-0 place-items-center rounded-control text-muted hover:bg-hover hover:text-ink pointer-coarse:size-11"
    >
      <ArrowLeft size={18} aria-hidden="true" />
    </Link>
  );
}

function Name({ broadcast }: { broadcast: Broadcast }) {
  const t = useTranslations("broadcastResult");
  const [isRenaming, setRenaming] = useState(false);
  if (isRenaming) return <NameForm broadcast={broadcast} onDone={() => setRenaming(false)} />;
  return (
    <div className="flex min-h-11 min-w-0 flex-wrap items-center gap-x-1.5 gap-y-1">
      <h1 className="wrap-anywhere min-w-0 font-semibold text-[18px] leading-6 tracking-tight">
        {broadcast.name}
      </h1>
      {canRename(broadcast) && (
        <IconButton label={t("rename")} onClick={() => setRenaming(true)}>
          <Pencil size={14} aria-hidden="true" />
        </IconButton>
      )}
      <StatusChip broadcast={broadcast} />
    </div>
  );
}

function NameForm({ broadcast, onDone }: { broadcast: Broadcast; onDone: () => void }) {
  const t = useTranslations("broadcastResult");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const [name, setName] = useState(broadcast.name);
  const { mutate, isPending } = useChangeBroadcast();
  function submit(event: FormEvent) {
    event.preventDefault();
    const wanted = name.trim();
    if (wanted === "" || wanted === broadcast.name) return onDone();
    mutate(
      { id: broadcast.id, change: { name: wanted } },
      { onSuccess: onDone, onError: (error) => showToast("error", errorText(error)) },
    );
  }
  return (
    <form onSubmit={submit} className="flex min-h-11 min-w-0 flex-1 flex-wrap items-center gap-2">
      <input
        // biome-ignore lint/a11y/noAutofocus: it stands where the pencil was just pressed
        autoFocus
        aria-label={t("renameLabel")}
        value={name}
        maxLength={MOST_CHARS}
        autoComplete="off"
        onFocus={(event) => event.target.select()}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && onDone()}
        className="min-h-9 min-w-0 flex-[1_1_220px] rounded-control border border-control bg-panel px-2.5 font-semibold text-[16px] pointer-coarse:min-h-11"
      />
      <Button type="submit" look="primary" disabled={isPending} aria-label={t("renameYes")}>
        {common("save")}
      </Button>
      <Button look="quiet" onClick={onDone}>
        {common("cancel")}
      </Button>
    </form>
  );
}

function Facts({ broadcast }: { broadcast: Broadcast }) {
  const t = useTranslations("broadcastResult");
  const now = useNow();
  const words = useTimeWords();
  const { rate } = useResultWords();
  const seller = useSeller(broadcast.seller_id);
  const author = useColleague(broadcast.created_by);
  const approver = useColleague(broadcast.approved_by);
  const moment = (instant: string) => words.moment(new Date(instant), now);
  const made = moment(broadcast.created_at);
  const facts: ReactNode[] = [
    seller?.name,
    broadcast.created_by === null ? t("madeByProgram", { time: made }) : null,
    author && t("madeBy", { name: author.name, time: made }),
    approver && t("approvedBy", { name: approver.name }),
    broadcast.status === "scheduled" &&
      broadcast.schedule_at !== null &&
      t("startsAt", { time: moment(broadcast.schedule_at) }),
    broadcast.started_at !== null && t("startedAt", { time: moment(broadcast.started_at) }),
    broadcast.finished_at !== null && t("finishedAt", { time: moment(broadcast.finished_at) }),
    t("pace", { rate: rate(broadcast.rate_limit) }),
    broadcast.quiet_hours === "ignore" && t("quietIgnored"),
    broadcast.frequency_cap === "ignore" && t("capIgnored"),
  ].filter(Boolean);
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-0.5 text-muted">
      {facts.map((fact) => (
        <li key={String(fact)} className="tabular-nums">
          {fact}
        </li>
      ))}
    </ul>
  );
}

/** Whom it is for: by what happens to their orders, or, once it has begun, who they were. */
function Whom({ broadcast }: { broadcast: Broadcast }) {
  const t = useTranslations("broadcastResult");
  const list = useTranslations("broadcasts");
  const { kind, order_events, excluded, counts, filters } = broadcast;
  if (kind === "order") {
    return <p>{t("order", { events: order_events.map((event) => list(`events.${event}`)).join(", ") })}</p>;
  }
  if (broadcast.started_at === null) return null;
  const leftOut = Object.values(excluded).reduce((sum, count) => sum + count, 0);
  return <AudienceSentence filters={filters} matched={counts.audience + leftOut} isBehind={false} />;
}
