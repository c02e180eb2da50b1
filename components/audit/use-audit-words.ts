"use client";

import { useTranslations } from "next-intl";
import type { AuditEntry } from "@/lib/wire/audit";

/** Entries in words: who, and what was done to what. */
export function useAuditWords() {
  const t = useTranslations("audit");
  return {
    who({ actor }: AuditEntry): string {
      if (actor.type === "system") return t("system");
      return actor.name ?? t("gone");
    },
    what(entry: AuditEntry): string {
      const key = `did.${entry.action}`;
      // Actions are text of the database: only those the catalogue has become keys of it.
      if (!t.has(key as never)) return t("unknown", { action: entry.action });
      return t(key as never, { name: nameOf(entry) } as never);
    },
    /** A group of actions by its noun. */
    group(noun: string): string {
      const key = `groups.${noun}`;
      return t.has(key as never) ? t(key as never) : noun; // as above
    },
    /** One action without its thing, for the choice. */
    action(action: string): string {
      const key = `did.${action}`;
      if (!t.has(key as never)) return action;
      return t(key as never, { name: "…" } as never) // as above
        .replaceAll(/[«“]…[»”]/g, "…")
        .replace(/[:,]?\s*…$/, "");
    },
  };
}

const detailNames = ["name", "to", "shortcut", "email", "seller_name", "rule_name"];

/** As the thing is called now; gone, as it was called then; else the end of its id. */
export function nameOf({ subject, details }: AuditEntry): string {
  if (subject.name !== null) return subject.name;
  const told = detailNames
    .map((key) => details[key])
    .find((value) => typeof value === "string" && value !== "");
  if (typeof told === "string") return told;
  if (subject.id === null) return "…";
  return subject.id.length > 12 ? `…${subject.id.slice(-4)}` : subject.id;
}
