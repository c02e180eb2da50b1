"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { Notice } from "@/lib/wire/notices";

/** The first line of a notice: who or what wants something of the reader. */
export function useNoticeHead(): (notice: Pick<Notice, "kind" | "from_name">) => string {
  const t = useTranslations("notices");
  return useCallback(
    ({ kind, from_name: name }) => {
      if (kind === "snooze_over" || kind === "key_expiring" || kind === "key_old") return t(kind);
      return name === null ? t(`${kind}Nobody`) : t(kind, { name });
    },
    [t],
  );
}
