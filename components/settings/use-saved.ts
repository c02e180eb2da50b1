"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { showToast } from "../shell/toast";

/** Says that a change was kept, with a way back: `saved(undo)`. */
export function useSaved(): (undo: () => void) => void {
  const t = useTranslations("settings");
  return useCallback((undo) => showToast("success", t("saved"), { label: t("undo"), onPress: undo }), [t]);
}
