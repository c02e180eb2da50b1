"use client";

import { type CSSProperties, useEffect, useSyncExternalStore } from "react";
import { Toaster as Sonner, toast } from "sonner";
import { useTheme } from "./theme";
import { takeToasts, toastStore } from "./toast";

// The library's own colours are neither ours nor always readable: its variables take our tokens.
const looks: CSSProperties & Record<`--${string}`, string> = {
  fontFamily: "inherit",
  "--success-bg": "var(--panel)",
  "--success-border": "var(--line)",
  "--success-text": "var(--ink)",
  "--error-bg": "var(--bad-soft)",
  "--error-border": "var(--bad-soft)",
  "--error-text": "var(--bad-ink)",
};

/** Draws toasts. Only loaded when there is one: see toasts.tsx. */
export function Toaster() {
  const waiting = useSyncExternalStore(toastStore.subscribe, toastStore.read, toastStore.readOnServer);
  const { theme } = useTheme();
  useEffect(() => {
    if (waiting.length === 0) return;
    for (const { kind, text, action } of takeToasts()) {
      toast[kind](text, action && { action: { label: action.label, onClick: action.onPress } });
    }
  }, [waiting]);
  return <Sonner theme={theme} position="bottom-right" richColors closeButton={false} style={looks} />;
}
