"use client";

import { useTranslations } from "next-intl";
import type { Broadcast } from "@/lib/wire/broadcasts";
import { useFigureWords } from "../reports/use-figure-words";
import { Part } from "./part";
import { type Progress, progressOf } from "./progress";
import { useBroadcastResult } from "./queries";
import { useResultWords } from "./use-result-words";

const parts = [
  { key: "sent", look: "bg-accent" },
  { key: "failed", look: "bg-bad" },
  { key: "skipped", look: "bg-control" },
  { key: "waiting", look: "bg-line" },
] as const;

/** The audience as one bar, with how many stand where and how long it will take. */
export function ProgressSection({ broadcast }: { broadcast: Broadcast }) {
  const t = useTranslations("broadcastResult");
  const progress = progressOf(broadcast);
  return (
    <Part title={t("progress")} aside={<Pace broadcast={broadcast} progress={progress} />}>
      <Bar progress={progress} />
      <Legend progress={progress} />
    </Part>
  );
}

function Bar({ progress }: { progress: Progress }) {
  const t = useTranslations("broadcastResult");
  const { count } = useResultWords();
  const { audience, sent, failed, skipped, waiting } = progress;
  const said = {
    sent: count(sent),
    audience: count(audience),
    failed: count(failed),
    skipped: count(skipped),
    waiting: count(waiting),
  };
  return (
    <div
      role="progressbar"
      aria-label={t("progress")}
      aria-valuemin={0}
      aria-valuemax={audience}
      aria-valuenow={audience - waiting}
      aria-valuetext={t("progressText", said)}
      className="flex h-2.5 w-full gap-px overflow-hidden rounded-full bg-line"
    >
      {parts.map(({ key, look }) => (
        <span
          key={key}
          className={`${look} transition-[width] duration-500 ease-out motion-reduce:transition-none`}
          style={{ width: audience === 0 ? "0%" : `${(100 * progress[key]) / audience}%` }}
        />
      ))}
    </div>
  );
}

/** The colours with their words, so that nobody has to tell them apart. */
function Legend({ progress }: { progress: Progress }) {
  const t = useTranslations("broadcastResult");
  const { count } = useResultWords();
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1">
      {parts.map(({ key, look }) => (
        <li key={key} className="flex items-center gap-1.5 tabular-nums" data-part={key}>
          <span aria-hidden="true" className={`size-2.5 rounded-full border border-control/40 ${look}`} />
          <span className="font-semibold">{count(progress[key])}</span>
          <span className="text-muted">{t(key)}</span>
        </li>
      ))}
    </ul>
  );
}

/** How long it will take, and how fast it goes; or why nothing moves. */
function Pace({ broadcast, progress }: { broadcast: Broadcast; progress: Progress }) {
  const t = useTranslations("broadcastResult");
  const { span } = useFigureWords();
  const words = useResultWords();
  const { data } = useBroadcastResult(broadcast.id);
  const { status, kind } = broadcast;
  const text = () => {
    if (status === "paused" && progress.waiting > 0) return t("pausedLeft", { count: progress.waiting });
    if (status !== "running" || data === undefined) return null;
    if (progress.waiting === 0) return kind === "order" ? t("listening") : null;
    if (data.rate_now === 0) return t("quiet");
    const left = data.seconds_left === null ? null : t("timeLeft", { time: span(data.seconds_left) });
    return [left, t("paceNow", { rate: words.rate(data.rate_now) })].filter(Boolean).join(" · ");
  };
  return <p className="min-h-5 text-muted tabular-nums">{text()}</p>;
}
