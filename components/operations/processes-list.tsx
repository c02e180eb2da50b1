"use client";

import { useTranslations } from "next-intl";
import type { Operations } from "@/lib/wire/operations";
import { useSizeWords } from "../alerts/use-size-words";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";

/** Who lives: what it does, where, since when, with how much memory. */
export function ProcessesList({ processes }: Pick<Operations, "processes">) {
  const t = useTranslations("operations");
  const times = useTimeWords();
  const sizes = useSizeWords();
  const nowMs = useNow();
  if (processes.length === 0) return <p className="text-muted">{t("noProcesses")}</p>;
  return (
    <ul className="border-line border-t">
      {processes.map((one) => (
        <li
          key={one.id}
          className="flex min-h-9 flex-wrap items-center gap-x-4 gap-y-0.5 border-line border-b py-1.5"
        >
          <span className="wrap-anywhere min-w-40 flex-1">
            <span className="font-medium">{t(`processKind.${one.kind}`)}</span>{" "}
            <span className="text-muted">{t("processAt", { host: one.host, pid: String(one.pid) })}</span>
          </span>
          <span className="text-muted tabular-nums">
            {[
              t("runsFor", { time: times.span(nowMs - Date.parse(one.started_at)) }),
              t("memory", { size: sizes(one.memory_bytes) }),
              ...(one.kind === "web" ? [t("streams", { count: one.streams })] : []),
              t("version", { version: one.version }),
            ].join(" · ")}
          </span>
        </li>
      ))}
    </ul>
  );
}
