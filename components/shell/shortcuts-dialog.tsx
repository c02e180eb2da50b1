"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Dialog } from "../ui/dialog";
import { Kbd } from "../ui/kbd";
import { isMac, isPlainKey, isTyping } from "./keys";

const OPEN_EVENT = "desk:shortcuts";

/** Opens the list of keys from anywhere (the menu does). */
export function openShortcuts(): void {
  window.dispatchEvent(new Event(OPEN_EVENT));
}

/** The list of keys; `?` opens it. */
export function ShortcutsDialog() {
  const t = useTranslations("shortcuts");
  const common = useTranslations("common");
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const open = () => setOpen(true);
    const onKey = (event: KeyboardEvent) => {
      const isQuestion = event.key === "?" || (event.code === "Slash" && event.shiftKey) || event.key === ",";
      if (!isQuestion || !event.shiftKey || !isPlainKey(event) || isTyping(event.target)) return;
      event.preventDefault();
      open();
    };
    window.addEventListener(OPEN_EVENT, open);
    window.addEventListener("keydown", onKey);
    return () => {
      window.removeEventListener(OPEN_EVENT, open);
      window.removeEventListener("keydown", onKey);
    };
  }, []);
  const rows: readonly (readonly [string, readonly string[]])[] = [
    [t("next"), ["J"]],
    [t("previous"), ["K"]],
    [t("reply"), ["R", "Enter"]],
    [t("send"), [isMac() ? "⌘ ↵" : "Ctrl ↵"]],
    [t("toggleStatus"), ["E"]],
    [t("leave"), ["Esc"]],
    [t("help"), ["?"]],
  ];
  return (
    <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={t("title")} closeLabel={common("close")}>
      <dl className="grid grid-cols-[1fr_auto] gap-y-2">
        {rows.map(([meaning, keys]) => (
          <div key={meaning} className="contents">
            <dt>{meaning}</dt>
            <dd className="flex gap-1 text-muted">
              {keys.map((key) => (
                <span key={key}>
                  <Kbd>{key}</Kbd>
                  <span className="sr-only">{key}</span>
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
