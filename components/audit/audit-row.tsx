"use client";

import { ChevronRight } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import type { AuditEntry } from "@/lib/wire/audit";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { Button } from "../ui/button";
import { cx } from "../ui/class-names";
import { programWords } from "./program-words";
import { useAuditWords } from "./use-audit-words";

interface AuditRowProps {
  entry: AuditEntry;
  sellerName: string | undefined;
  onOnlyThis: (about: string) => void;
}

/** One entry as a sentence; opened, everything that is stored of it. */
export function AuditRow({ entry, sellerName, onOnlyThis }: AuditRowProps) {
  const t = useTranslations("audit");
  const words = useAuditWords();
  const times = useTimeWords();
  const now = useNow();
  const [isOpen, setOpen] = useState(false);
  const what = words.what(entry);
  const from = [entry.ip, entry.user_agent === null ? null : programWords(entry.user_agent)]
    .filter(Boolean)
    .join(" · ");
  return (
    <li className="border-line border-b">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-label={t("showDetails", { what })}
        onClick={() => setOpen(!isOpen)}
        className="flex min-h-11 w-full items-start gap-2 px-1 py-2 text-left hover:bg-hover"
      >
        <ChevronRight
          size={15}
          aria-hidden="true"
          className={cx(
            "mt-0.5 shrink-0 text-muted transition-transform duration-120",
            isOpen && "rotate-90",
          )}
        />
        <span className="flex min-w-0 flex-1 flex-wrap gap-x-4">
          <span className="min-w-0 flex-1 basis-72">
            <span className="block wrap-anywhere">{what}</span>
            <span className="block wrap-anywhere text-[12px] text-muted">
              {[words.who(entry), sellerName, from].filter(Boolean).join(" · ")}
            </span>
          </span>
          <time
            dateTime={entry.at}
            title={exactly(entry.at)}
            className="shrink-0 text-[12px] text-muted tabular-nums leading-5"
          >
            {times.moment(new Date(entry.at), now)}
          </time>
        </span>
      </button>
      {isOpen && <Facts entry={entry} onOnlyThis={onOnlyThis} />}
    </li>
  );
}

/** To the second and with the zone, as a record has it. */
function exactly(instant: string): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: "long", timeStyle: "long" }).format(
    new Date(instant),
  );
}

function Facts({ entry, onOnlyThis }: Pick<AuditRowProps, "entry" | "onOnlyThis">) {
  const t = useTranslations("audit");
  const locale = useLocale();
  const { subject } = entry;
  const place = entry.place === null ? t("unsealed") : entry.place.toLocaleString(locale);
  const facts: ReadonlyArray<readonly [string, string | null]> = [
    [t("action"), entry.action],
    [t("subject"), [subject.type, subject.id].filter(Boolean).join(" ")],
    [t("address"), entry.ip],
    [t("program"), entry.user_agent],
    [t("request"), entry.request_id],
    [t("place"), place],
  ];
  const hasDetails = Object.keys(entry.details).length > 0;
  return (
    <div className="flex flex-col gap-2 pr-1 pb-3 pl-7 text-[12.5px]">
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5">
        {facts.map(
          ([name, value]) =>
            value !== null && (
              <div key={name} className="contents">
                <dt className="text-muted">{name}</dt>
                <dd className="wrap-anywhere">{value}</dd>
              </div>
            ),
        )}
      </dl>
      {hasDetails ? (
        <pre className="max-h-60 overflow-auto whitespace-pre-wrap wrap-anywhere rounded-control bg-theirs px-3 py-2">
          {JSON.stringify(entry.details, null, 2)}
        </pre>
      ) : (
        <p className="text-muted">{t("noDetails")}</p>
      )}
      {subject.id !== null && (
        <div>
          <Button onClick={() => onOnlyThis(`${subject.type} ${subject.id}`)}>{t("onlyThis")}</Button>
        </div>
      )}
    </div>
  );
}
