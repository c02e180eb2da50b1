"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";

const MINUTE_S = 60;
const HOUR_S = 3600;

/** A length of time as people say it: "меньше минуты", "около 12 минут", "около 2 часов". */
export function useSpanWords(): (seconds: number) => string {
  const t = useTranslations("broadcastForm.span");
  return useCallback(
    (seconds) => {
      if (seconds < MINUTE_S) return t("moment");
      if (seconds < 2 * HOUR_S) return t("minutes", { count: Math.round(seconds / MINUTE_S) });
      return t("hours", { count: Math.round(seconds / HOUR_S) });
    },
    [t],
  );
}
