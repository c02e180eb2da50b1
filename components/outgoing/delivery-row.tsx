"use client";

import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import type { OutgoingDelivery } from "@/lib/wire/outgoing-webhooks";
import { showToast } from "../shell/toast";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { CodeBlock } from "../tokens/code-block";
import { Button } from "../ui/button";
import { Chip } from "../ui/chip";
import { cx } from "../ui/class-names";
import { useReplay } from "./queries";
import { useOutgoingWords } from "./use-outgoing-words";

const tones = { delivered: "accent", pending: "plain", failed: "bad" } as const;

/** One delivery in a line; opened, its tries and what it says. */
export function DeliveryRow({ delivery }: { delivery: OutgoingDelivery }) {
  const t = useTranslations("outgoing");
  const words = useTimeWords();
  const outgoing = useOutgoingWords();
  const nowMs = useNow();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const moment = words.moment(new Date(delivery.created_at), nowMs);
  const event = outgoing.event(delivery.event);
  const last = delivery.log.at(-1);
  return (
    <li className="border-line border-b">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setOpen(!isOpen)}
        className="focus-inset flex w-full items-start gap-2 py-2 text-left hover:bg-hover pointer-coarse:min-h-11"
      >
        <ChevronRight
          size={15}
          aria-hidden="true"
          className={cx(
            "mt-0.5 shrink-0 text-muted transition-transform duration-120 motion-reduce:transition-none",
            isOpen && "rotate-90",
          )}
        />
        <span className="min-w-0 flex-1">
          <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
            <span className="wrap-anywhere">{event}</span>
            <Chip tone={tones[delivery.status]}>{t(delivery.status)}</Chip>
          </span>
          <span className="block wrap-anywhere text-[12px] text-muted tabular-nums">
            {moment} · {t("attempts", { count: delivery.attempts })}
            {last?.error && ` · ${last.status ?? t("noStatus")}: ${outgoing.error(last.error)}`}
            {delivery.next_attempt_at !== null &&
              delivery.attempts > 0 &&
              ` · ${t("nextAttempt", { moment: words.moment(new Date(delivery.next_attempt_at), nowMs) })}`}
          </span>
        </span>
      </button>
      {isOpen && (
        <div id={id} className="flex flex-col gap-3 pt-1 pb-4 pl-6">
          <Details delivery={delivery} />
        </div>
      )}
    </li>
  );
}

function Details({ delivery }: { delivery: OutgoingDelivery }) {
  const t = useTranslations("outgoing");
  const replay = useReplay(() => showToast("success", t("replayed")));
  return (
    <>
      <p className="text-[12px] text-muted">
        webhook-id: <code className="wrap-anywhere font-mono">{delivery.id}</code>
      </p>
      {delivery.log.length > 0 && <Tries log={delivery.log} />}
      <CodeBlock label={t("payload")} code={JSON.stringify(delivery.payload, null, 2)} />
      <div>
        <Button disabled={replay.isPending} onClick={() => replay.mutate(delivery)}>
          {t("replay")}
        </Button>
      </div>
    </>
  );
}

function Tries({ log }: { log: OutgoingDelivery["log"] }) {
  const t = useTranslations("outgoing");
  const words = useTimeWords();
  const outgoing = useOutgoingWords();
  const nowMs = useNow();
  return (
    <div>
      <h3 className="mb-1 font-medium text-[12px]">{t("attemptList")}</h3>
      <ol className="flex flex-col gap-0.5 text-[12.5px] tabular-nums">
        {log.map((entry) => (
          <li key={entry.at} className="wrap-anywhere">
            <span className="text-muted">{words.moment(new Date(entry.at), nowMs)}</span>{" "}
            <span className={entry.error === null ? "" : "text-bad-ink"}>
              {entry.status ?? t("noStatus")}
            </span>
            {entry.error !== null && `: ${outgoing.error(entry.error)}`}{" "}
            <span className="text-muted">{t("ms", { ms: entry.ms })}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
