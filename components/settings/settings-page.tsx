"use client";

import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cx } from "../ui/class-names";

interface SettingsPageProps {
  title: string;
  /** One sentence under the title: what this page decides. */
  lead?: string;
  /** The page's one main button, at the end of its head. */
  action?: ReactNode;
  /** For tables that do not fit in 640 px. */
  isWide?: boolean;
  children: ReactNode;
}

/** One page inside the settings' frame: head and one column; on a phone a way back to the list of pages. */
export function SettingsPage({ title, lead, action, isWide, children }: SettingsPageProps) {
  const t = useTranslations("settings");
  return (
    <main id="content" className="flex min-h-0 min-w-0 flex-1 flex-col overflow-y-auto">
      <div
        className={cx("mx-auto flex w-full flex-1 flex-col px-4 pb-16", isWide ? "max-w-240" : "max-w-160")}
      >
        <header className="flex min-h-16 items-center gap-2 py-3">
          <Link
            href="/settings"
            aria-label={t("toList")}
            title={t("toList")}
            className="-ml-2 grid size-8 shrink-0 place-items-center rounded-control text-muted hover:bg-hover hover:text-ink pointer-coarse:size-11 two:hidden"
          >
            <ArrowLeft size={18} aria-hidden="true" />
          </Link>
          <h1 className="min-w-0 flex-1 font-semibold text-[18px] tracking-tight">{title}</h1>
          {action}
        </header>
        {lead && <p className="-mt-2 mb-4 max-w-140 text-muted">{lead}</p>}
        {children}
      </div>
    </main>
  );
}

interface SettingsSectionProps {
  title: string;
  hint?: string;
  children: ReactNode;
}

/** A few settings that belong together, under one line. */
export function SettingsSection({ title, hint, children }: SettingsSectionProps) {
  return (
    <section
      aria-label={title}
      className="flex flex-col gap-3 border-line border-t py-5 first-of-type:border-t-0 first-of-type:pt-1"
    >
      <div>
        <h2 className="font-semibold text-[15px]">{title}</h2>
        {hint && <p className="mt-0.5 max-w-140 text-muted">{hint}</p>}
      </div>
      {children}
    </section>
  );
}
