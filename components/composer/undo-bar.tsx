"use client";

import { Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useState, useSyncExternalStore } from "react";
import { isMac } from "../shell/keys";
import { showToast } from "../shell/toast";
import { Kbd } from "../ui/kbd";
import { type HeldSend, heldSends } from "./held-sends";
import { useTakeBack } from "./use-take-back";

const TICK_MS = 200;

function useLatest(chatId: string): HeldSend | undefined {
  const entries = useSyncExternalStore(heldSends.subscribe, heldSends.read, heldSends.readOnServer);
  return entries.findLast((entry) => entry.chatId === chatId) ?? entries.at(-1);
}

/** In a field with words Ctrl+Z belongs to the words. */
function isWriting(target: EventTarget | null): boolean {
  const isField = target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement;
  return isField && target.value !== "";
}

/** Over the composer while the last reply can be taken back, also one to the chat that was left for this one. */
export function UndoBar({ chatId }: { chatId: string }) {
  const t = useTranslations("undo");
  const entry = useLatest(chatId);
  const takeBack = useTakeBack();
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const isUndo = event.code === "KeyZ" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    if (!isUndo || entry === undefined || event.defaultPrevented || isWriting(event.target)) return;
    event.preventDefault();
    void takeBack(entry);
  });
  useEffect(() => {
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  const offerElsewhere = useEffectEvent(() => {
    const last = heldSends.read().at(-1);
    if (last === undefined || document.querySelector("[data-undo]") !== null) return;
    const text = t("leavingFor", { title: last.chatTitle });
    showToast("success", text, { label: t("cancel"), onPress: () => void takeBack(last) });
  });
  useEffect(
    () => () => {
      // No other chat was opened: there is no composer to say it, so a toast does.
      setTimeout(offerElsewhere, 0);
    },
    [],
  );
  return (
    <div
      data-undo=""
      role="status"
      className="pointer-events-none absolute bottom-full left-0 z-10 mb-1.5 max-w-full"
    >
      {entry !== undefined && (
        <Bar entry={entry} isOther={entry.chatId !== chatId} onPress={() => void takeBack(entry)} />
      )}
    </div>
  );
}

function Bar({ entry, isOther, onPress }: { entry: HeldSend; isOther: boolean; onPress: () => void }) {
  const t = useTranslations("undo");
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(1, Math.ceil((entry.untilMs - now) / 1000));
  return (
    <p className="pointer-events-auto flex max-w-full animate-[appear_140ms_ease-out] items-center gap-2 rounded-full border border-line bg-panel py-0.5 pr-0.5 pl-3 text-[12.5px] text-muted">
      {/* Said once to those who listen, not every second. */}
      <span aria-hidden="true" className="min-w-0 truncate tabular-nums">
        <span className="hidden two:inline">
          {isOther ? t("leavesForIn", { title: entry.chatTitle, seconds }) : t("leavesIn", { seconds })}
        </span>
        {/* On a phone it must not cover what stands beside it. */}
        <span className="two:hidden">{t("seconds", { seconds })}</span>
      </span>
      <span className="sr-only">{t("canBeTakenBack")}</span>
      <button
        type="button"
        onClick={onPress}
        className="inline-flex min-h-7 shrink-0 items-center gap-1.5 rounded-full px-2.5 font-medium text-accent-ink hover:bg-hover pointer-coarse:min-h-11"
      >
        <Undo2 size={14} aria-hidden="true" />
        {t("cancel")}
        <Kbd>{isMac() ? "⌘ Z" : "Ctrl Z"}</Kbd>
      </button>
    </p>
  );
}
