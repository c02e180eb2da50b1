"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef } from "react";
import { IconButton } from "../ui/button";

interface SidePanelProps {
  /** Names the thing that is open. */
  label: string;
  /** Head of the panel: the thing's name; stands beside the button that closes it. */
  head: ReactNode;
  onClose: () => void;
  children: ReactNode;
}

/** The thing that is open, beside its list; over the list where there is no room for both. */
export function SidePanel({ label, head, onClose, children }: SidePanelProps) {
  const t = useTranslations("market");
  const scroller = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another thing is read from its beginning
  useEffect(() => {
    scroller.current?.scrollTo(0, 0);
  }, [label]);
  return (
    <aside
      aria-label={label}
      className="flex min-h-0 w-105 shrink-0 flex-col border-line border-l bg-panel max-views:fixed max-views:inset-y-0 max-views:right-0 max-views:z-30 max-views:w-[min(440px,100vw)]"
    >
      <header className="flex min-h-14 shrink-0 items-center gap-2 border-line border-b px-4 py-2">
        <div className="min-w-0 flex-1">{head}</div>
        <IconButton label={t("closePanel")} onClick={onClose} className="-mr-2">
          <X size={16} aria-hidden="true" />
        </IconButton>
      </header>
      <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-4 py-3.5">
        {children}
      </div>
    </aside>
  );
}

/** A part of the panel under its own small heading. */
export function PanelSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mb-5 last:mb-0">
      <h3 className="mb-1 font-semibold text-[12px] text-muted">{title}</h3>
      {children}
    </section>
  );
}
