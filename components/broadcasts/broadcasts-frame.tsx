"use client";

import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { PlacesButton } from "../shell/places-button";

interface BroadcastsFrameProps {
  title: string;
  /** The way one step up; null on the list itself. */
  back: { readonly href: string; readonly label: string } | null;
  /** The page's main button, at the end of its head. */
  action?: ReactNode;
  children: ReactNode;
}

/** What every page about broadcasts stands in: head with a way back, one wide column. */
export function BroadcastsFrame({ title, back, action, children }: BroadcastsFrameProps) {
  return (
    <main id="content" className="flex min-h-0 flex-1 flex-col overflow-y-auto [scrollbar-gutter:stable]">
      <div className="mx-auto flex w-full max-w-270 flex-1 flex-col px-4 pb-16 two:px-6">
        <header className="flex min-h-16 flex-wrap items-center gap-2 py-3">
          {back === null ? (
            <PlacesButton />
          ) : (
            <Link
              href={back.href}
              aria-label={back.label}
              title={back.label}
              className="-ml-2 grid size-8 shrink-0 place-items-center rounded-control text-muted hover:bg-hover hover:text-ink pointer-coarse:size-11"
            >
              <ArrowLeft size={18} aria-hidden="true" />
            </Link>
          )}
          <h1 className="min-w-0 flex-1 wrap-anywhere font-semibold text-[18px] tracking-tight">{title}</h1>
          {action}
        </header>
        {children}
      </div>
    </main>
  );
}
