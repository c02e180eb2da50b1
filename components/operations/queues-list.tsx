"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Operations } from "@/lib/wire/operations";
import { queueName } from "../alerts/use-alert-words";
import { useFigureWords } from "../reports/use-figure-words";
import { Button } from "../ui/button";
import { FailedJobs } from "./failed-jobs";

/** Queue by queue: how much waits, runs and failed; what failed opens below. */
export function QueuesList({ queues, outbound }: Pick<Operations, "queues" | "outbound">) {
  const t = useTranslations("operations");
  const words = useFigureWords();
  return (
    <>
      <p>
        {outbound.oldest_seconds === null
          ? t("noOutbound")
          : t("outbound", {
              count: outbound.queued + outbound.sending,
              time: words.span(outbound.oldest_seconds),
            })}
      </p>
      <ul className="border-line border-t">
        {queues.map((queue) => (
          <QueueRow key={queue.name} queue={queue} />
        ))}
      </ul>
    </>
  );
}

function QueueRow({ queue }: { queue: Operations["queues"][number] }) {
  const t = useTranslations("operations");
  const alerts = useTranslations("alerts");
  const words = useFigureWords();
  const [isOpen, setOpen] = useState(false);
  const title = alerts(queueName(queue.name));
  const counts = [
    t("waiting", { count: words.count(queue.waiting) }),
    t("running", { count: words.count(queue.running) }),
    t("delayed", { count: words.count(queue.delayed) }),
  ];
  return (
    <li className="border-line border-b py-1.5">
      <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-0.5">
        <span className="min-w-40 flex-1 font-medium first-letter:uppercase">{title}</span>
        <span className="text-muted tabular-nums">{counts.join(" · ")}</span>
        {queue.failed > 0 ? (
          <Button look="danger" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {t("failedJobs", { count: queue.failed })}
          </Button>
        ) : (
          <span className="text-muted">{t("noFailed")}</span>
        )}
      </div>
      {isOpen && queue.failed > 0 && <FailedJobs queue={queue.name} title={title} />}
    </li>
  );
}
