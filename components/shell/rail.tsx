"use client";

import { MessageSquare, Store } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { cx } from "../ui/class-names";
import { PersonMenu } from "./person-menu";

const places = [
  { href: "/inbox", text: "inbox", Icon: MessageSquare },
  { href: "/settings/sellers", text: "sellers", Icon: Store },
] as const;

/** The sign over the counter. */
export function Mark() {
  return (
    <svg viewBox="0 0 28 28" className="size-7 shrink-0" aria-hidden="true">
      <rect width="28" height="28" rx="8" className="fill-accent" />
      <path d="M8 20V8h12v12h-3.4v-9H11.4v9z" className="fill-on-accent" />
    </svg>
  );
}

/** The narrow column of places, always at hand from a tablet up. */
export function Rail() {
  const t = useTranslations("nav");
  const pathname = usePathname();
  return (
    <nav
      aria-label={t("main")}
      className="hidden w-13 shrink-0 flex-col items-center gap-1.5 border-line border-r bg-rail py-3 two:flex"
    >
      <div className="mb-3">
        <Mark />
      </div>
      {places.map(({ href, text, Icon }) => {
        const isHere = pathname.startsWith(href);
        return (
          <Link
            key={href}
            href={href}
            aria-label={t(text)}
            title={t(text)}
            aria-current={isHere ? "page" : undefined}
            className={cx(
              "grid size-9 place-items-center rounded-[9px] transition-colors duration-120",
              isHere ? "bg-accent-soft text-accent-ink" : "text-muted hover:bg-hover hover:text-ink",
            )}
          >
            <Icon size={18} strokeWidth={1.8} aria-hidden="true" />
          </Link>
        );
      })}
      <div className="mt-auto">
        <PersonMenu side="right" />
      </div>
    </nav>
  );
}

/** The same places with words, for the drawer of small screens. */
export function RailAsList() {
  const t = useTranslations("nav");
  const pathname = usePathname();
  return (
    <nav aria-label={t("main")} className="flex flex-col gap-0.5 px-2 pt-3">
      <div className="flex items-center gap-2 px-2.5 pb-3">
        <Mark />
        <div className="ml-auto">
          <PersonMenu side="top" />
        </div>
      </div>
      {places.map(({ href, text, Icon }) => {
        const isHere = pathname.startsWith(href);
        return (
          <Link
            key={href}
            href={href}
            aria-current={isHere ? "page" : undefined}
            className={cx(
              "flex min-h-11 items-center gap-2.5 rounded-control px-2.5",
              isHere ? "bg-selected font-medium text-ink" : "text-muted",
            )}
          >
            <Icon size={17} strokeWidth={1.8} aria-hidden="true" />
            {t(text)}
          </Link>
        );
      })}
    </nav>
  );
}
