"use client";

import { ArrowRight } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ActionItem } from "@/lib/wire/actions";
import { cx } from "../ui/class-names";
import { useActionWords } from "./use-action-words";

/** What came of items, one below the other: before, wanted, seen, and the marketplace's own words. */
export function ActionItems({ items }: { items: readonly ActionItem[] }) {
  const t = useTranslations("actions");
  const words = useActionWords();
  return (
    <ul className="flex flex-col gap-2">
      {items.map((item) => {
        const problem = words.problem(item);
        return (
          <li key={item.position} className="text-[12.5px]">
            <p className="flex items-baseline gap-2">
              <bdi className="min-w-0 flex-1 truncate font-medium" title={item.label}>
                {item.label}
              </bdi>
              <span
                className={cx(
                  "shrink-0",
                  item.status === "failed"
                    ? "text-bad-ink"
                    : item.status === "unconfirmed"
                      ? "text-warn-ink"
                      : "text-muted",
                )}
              >
                {words.itemStatus(item)}
              </span>
            </p>
            {words.changes(item).map((change) => (
              <p key={change.name} className="flex flex-wrap items-center gap-x-1.5 text-muted tabular-nums">
                <span>{change.name}</span>
                {change.before !== null && <bdi>{change.before}</bdi>}
                {change.before !== null && <ArrowRight size={11} aria-label={t("becomes")} />}
                <bdi className="text-ink">{change.wanted}</bdi>
                {change.seen !== null && (
                  <bdi className="text-warn-ink">{t("seen", { value: change.seen })}</bdi>
                )}
              </p>
            ))}
            {problem !== null && <p className="wrap-anywhere text-bad-ink">{problem}</p>}
            {item.error?.theirs && (
              <p className="wrap-anywhere text-muted">
                <bdi>{t("theirWords", { words: item.error.theirs })}</bdi>
              </p>
            )}
          </li>
        );
      })}
    </ul>
  );
}
