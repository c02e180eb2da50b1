"use client";

import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useCurrentUser } from "../shell/current-user";
import { cx } from "../ui/class-names";
import { placesFor } from "./places";

/** The pages of the settings that concern the reader. `isList`: the whole screen of a phone, with arrows. */
export function SettingsNav({ isList }: { isList?: boolean }) {
  const t = useTranslations("settings");
  const { role } = useCurrentUser();
  const pathname = usePathname();
  return (
    <nav aria-label={t("title")} className={cx("flex flex-col gap-px", isList ? "pb-8" : "px-2 py-3")}>
      {!isList && <p className="mx-2.5 mt-1.5 mb-2 font-semibold text-[11.5px] text-muted">{t("title")}</p>}
      {placesFor(role).map(({ key, href }) => {
        const isHere = pathname.startsWith(href);
        return (
          <Link
            key={key}
            href={href}
            aria-current={isHere ? "page" : undefined}
            className={cx(
              "focus-inset flex items-center gap-2 px-2.5 py-1 transition-colors duration-120",
              isList
                ? "min-h-12 border-line border-b hover:bg-hover"
                : "min-h-7.25 rounded-[7px] pointer-coarse:min-h-11",
              isHere
                ? "bg-selected font-medium text-ink"
                : !isList && "text-muted hover:bg-hover hover:text-ink",
            )}
          >
            <span className="min-w-0 flex-1">{t(key)}</span>
            {isList && <ChevronRight size={16} aria-hidden="true" className="text-muted" />}
          </Link>
        );
      })}
    </nav>
  );
}
