"use client";

import { Bell } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ButtonHTMLAttributes, lazy, Suspense, useState } from "react";
import { unreadOf } from "./notices-cache";
import { useNotices } from "./queries";

// The panel hangs on a positioning engine of 20 KB: fetched when the pointer nears, not with the inbox.
const loadPanel = () => import("./notices-panel");
const NoticesPanel = lazy(async () => ({ default: (await loadPanel()).NoticesPanel }));

/** Beyond this the number says no more than "many". */
const MOST_SHOWN = 99;

/** The bell: how many notices are unread; a press opens them. */
export function NoticesBell({ side }: { side: "right" | "bottom" }) {
  const [isWanted, setWanted] = useState(false);
  if (!isWanted) {
    return (
      <BellButton
        aria-haspopup="dialog"
        aria-expanded={false}
        onPointerEnter={() => void loadPanel()}
        onFocus={() => void loadPanel()}
        onClick={() => setWanted(true)}
      />
    );
  }
  return (
    <Suspense fallback={<BellButton aria-haspopup="dialog" aria-expanded />}>
      <NoticesPanel side={side} trigger={<BellButton />} />
    </Suspense>
  );
}

function BellButton(props: ButtonHTMLAttributes<HTMLButtonElement>) {
  const t = useTranslations("nav");
  const { data } = useNotices();
  const unread = unreadOf(data);
  const name = unread === 0 ? t("notices") : t("noticesUnread", { count: unread });
  return (
    <button
      type="button"
      aria-label={name}
      title={name}
      className="relative grid size-9 place-items-center rounded-[9px] text-muted transition-colors duration-120 hover:bg-hover hover:text-ink pointer-coarse:size-11"
      {...props}
    >
      <Bell size={18} strokeWidth={1.8} aria-hidden="true" />
      {unread > 0 && (
        <span
          aria-hidden="true"
          className="absolute top-0.5 right-0 min-w-4 rounded-full bg-accent px-1 text-center font-semibold text-[10.5px] text-on-accent leading-4 tabular-nums"
        >
          {unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}
        </span>
      )}
    </button>
  );
}
