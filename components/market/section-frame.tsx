"use client";

import type { ReactNode } from "react";
import { PlacesButton } from "../shell/places-button";
import { cx } from "../ui/class-names";

interface SectionFrameProps {
  title: string;
  /** The quiet chip that tells how fresh what is shown is. */
  freshness?: ReactNode;
  /** The page's buttons, at the end of its head. */
  actions?: ReactNode;
  /** Lists to choose between, with their counts. */
  tabs?: ReactNode;
  filters?: ReactNode;
  /** Beside the body, in full height: the thing that is open. */
  aside?: ReactNode;
  /** The body scrolls by itself (a list of many rows) instead of by the frame. */
  hasOwnScroll?: boolean;
  children: ReactNode;
}

/** What every section of the market stands in: head, tabs, filters, and a body that scrolls under them. */
export function SectionFrame(props: SectionFrameProps) {
  const { title, freshness, actions, tabs, filters, aside, hasOwnScroll, children } = props;
  return (
    <div className="flex min-h-0 min-w-0 flex-1">
      <main id="content" className="flex min-h-0 min-w-0 flex-1 flex-col">
        <header className="flex min-h-14 shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 px-4 py-2 two:px-6">
          <PlacesButton />
          <h1 className="min-w-0 font-semibold text-[18px] tracking-tight">{title}</h1>
          {freshness}
          {actions && <div className="ml-auto flex flex-wrap items-center gap-2">{actions}</div>}
        </header>
        {tabs && <div className="shrink-0 px-4 two:px-6">{tabs}</div>}
        {filters && (
          <div className="flex shrink-0 flex-wrap items-center gap-2 px-4 py-2.5 two:px-6">{filters}</div>
        )}
        <div
          className={cx(
            "flex min-h-0 flex-1 flex-col",
            hasOwnScroll ? "overflow-hidden" : "overflow-y-auto px-4 pb-12 two:px-6",
          )}
        >
          {children}
        </div>
      </main>
      {aside}
    </div>
  );
}
