"use client";

import { FilePlus2, Megaphone, Package } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { readyTemplates } from "./ready-templates";

const look =
  "flex h-full min-h-16 items-start gap-2.5 rounded-control border border-line bg-panel px-3 py-2.5 text-left transition-colors duration-120 hover:bg-hover";

/** Ready beginnings, and a blank page. */
export function TemplateLinks() {
  const t = useTranslations("broadcasts");
  return (
    <ul className="grid w-full grid-cols-1 gap-2 two:grid-cols-2 views:grid-cols-3">
      {readyTemplates.map(({ id, event }) => {
        const Icon = event === null ? Megaphone : Package;
        return (
          <li key={id}>
            <Link href={`/broadcasts/new?template=${id}`} className={look}>
              <Icon size={16} strokeWidth={1.8} aria-hidden="true" className="mt-0.5 shrink-0 text-muted" />
              <span>
                <span className="block font-medium">{t(`templates.${id}.title`)}</span>
                <span className="block text-[12px] text-muted">{t(`templates.${id}.hint`)}</span>
              </span>
            </Link>
          </li>
        );
      })}
      <li>
        <Link href="/broadcasts/new" className={look}>
          <FilePlus2 size={16} strokeWidth={1.8} aria-hidden="true" className="mt-0.5 shrink-0 text-muted" />
          <span>
            <span className="block font-medium">{t("templates.blank.title")}</span>
            <span className="block text-[12px] text-muted">{t("templates.blank.hint")}</span>
          </span>
        </Link>
      </li>
    </ul>
  );
}
