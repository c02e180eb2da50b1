"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { FailedJob } from "@/lib/wire/operations";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { useFailedJobs, useJobAction } from "./queries";

interface FailedJobsProps {
  queue: string;
  title: string;
}

/** Jobs that failed: why, and whether to try them again or let them go. */
export function FailedJobs({ queue, title }: FailedJobsProps) {
  const t = useTranslations("operations");
  const { data: jobs } = useFailedJobs(queue);
  const [isAsking, setAsking] = useState(false);
  const retry = useJobAction(queue, "retry", (count) => t("retried", { count }));
  if (jobs === undefined) return <div className="skeleton my-2 h-9 w-full" />;
  return (
    <div className="mt-1 ml-2 border-line border-l pl-3">
      <p className="text-muted">{t("failedHint")}</p>
      <ul>
        {jobs.map((job) => (
          <JobRow
            key={job.id}
            job={job}
            isBusy={retry.isPending}
            onRetry={() => retry.mutate({ ids: [job.id] })}
          />
        ))}
      </ul>
      <div className="mt-2 flex flex-wrap gap-2 pb-1">
        <Button disabled={retry.isPending} onClick={() => retry.mutate({})}>
          {t("retryAll")}
        </Button>
        <Button look="danger" onClick={() => setAsking(true)}>
          {t("discardAll")}
        </Button>
      </div>
      {isAsking && <Discard queue={queue} title={title} onClose={() => setAsking(false)} />}
    </div>
  );
}

function JobRow({ job, isBusy, onRetry }: { job: FailedJob; isBusy: boolean; onRetry: () => void }) {
  const t = useTranslations("operations");
  const times = useTimeWords();
  const nowMs = useNow();
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line/60 border-b py-1.5">
      <div className="wrap-anywhere min-w-40 flex-1">
        <p>{job.reason || t("noReason")}</p>
        <p className="text-[12px] text-muted">
          {job.failed_at !== null && `${times.moment(new Date(job.failed_at), nowMs)} · `}
          <code>
            {job.name} {JSON.stringify(job.payload)}
          </code>
        </p>
      </div>
      <Button look="quiet" disabled={isBusy} onClick={onRetry}>
        {t("retryOne")}
      </Button>
    </li>
  );
}

function Discard({ queue, title, onClose }: FailedJobsProps & { onClose: () => void }) {
  const t = useTranslations("operations");
  const common = useTranslations("common");
  const discard = useJobAction(queue, "discard", (count) => t("discarded", { count }));
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t("discardTitle", { queue: title })}
      description={t("discardText")}
      closeLabel={common("close")}
    >
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{common("cancel")}</Button>
        <Button
          look="danger"
          disabled={discard.isPending}
          onClick={() => discard.mutate({}, { onSuccess: onClose })}
        >
          {t("discardYes")}
        </Button>
      </div>
    </Dialog>
  );
}
