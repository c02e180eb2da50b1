"use client";

import { useTranslations } from "next-intl";
import type { OrderDetails } from "@/lib/wire/orders";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { cx } from "../ui/class-names";

type Step = OrderDetails["steps"][number];

const dots: Record<Step["state"], string> = {
  done: "bg-ok",
  now: "border-2 border-accent bg-panel",
  next: "border border-control bg-panel",
  skipped: "border border-line bg-panel",
};

/** The order's way, step by step: when it came there, or by when it is promised. */
export function OrderWay({ steps, status }: { steps: readonly Step[]; status: string }) {
  const t = useTranslations("orders");
  if (steps.length === 0) return <p className="text-muted">{t("unknownState", { status })}</p>;
  return (
    <ol>
      {steps.map((step) => (
        <li
          key={step.step}
          aria-current={step.state === "now" ? "step" : undefined}
          className="flex min-h-7 items-center gap-2.5"
        >
          <span
            aria-hidden="true"
            className={cx("size-2.25 shrink-0 rounded-full", isBadEnd(step) ? "bg-bad" : dots[step.state])}
          />
          <span
            className={cx(
              "min-w-0 flex-1 truncate",
              step.state === "now" && "font-medium",
              (step.state === "next" || step.state === "skipped") && "text-muted",
              isBadEnd(step) && "font-medium text-bad-ink",
            )}
          >
            {t(`steps.${step.step}`)}
            <span className="sr-only"> {t(`stepStates.${step.state}`)}</span>
          </span>
          <StepTime step={step} />
        </li>
      ))}
    </ol>
  );
}

/** Where the way ended otherwise than planned. */
function isBadEnd({ step, state }: Step): boolean {
  return step === "cancelled" && state !== "next" && state !== "skipped";
}

function StepTime({ step }: { step: Step }) {
  const t = useTranslations("orders");
  const now = useNow();
  const times = useTimeWords();
  // A day is promised to the buyer, an hour to the marketplace; the steps between share these.
  function promiseOf(name: Step["step"], by: Date): string {
    if (name === "handed_over") return t("promisedBy", { moment: times.moment(by, now) });
    return name === "delivered" ? t("promisedDay", { date: times.day(by, now).toLocaleLowerCase() }) : "";
  }
  const isLate = step.at === null && step.by !== null && step.state !== "done" && Date.parse(step.by) < now;
  const text =
    step.at !== null
      ? times.moment(new Date(step.at), now)
      : step.by !== null
        ? promiseOf(step.step, new Date(step.by))
        : "";
  return (
    <span
      className={cx(
        "shrink-0 text-[12.5px] tabular-nums",
        isLate && now !== 0 ? "text-bad-ink" : "text-muted",
      )}
    >
      {text}
    </span>
  );
}
