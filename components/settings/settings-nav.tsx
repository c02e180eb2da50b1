"use client";

import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useCurrentUser } from "../shell/current-user";
import { cx } from "../ui/class-names";
import { groupsFor, type SettingsPlace } from "./places";

/** The pages of the settings that concern the reader, by what they are about. `isList`: a phone's whole screen, with arrows. */
export function SettingsNav({ isList }: { isList?: boolean }) {
  const t = useTranslations("settings");
  const { role } = useCurrentUser();
  const groups = groupsFor(role);
  return (
    <nav aria-label={t("title")} className={cx("flex flex-col gap-3", isList ? "pb-8" : "px-2 py-3")}>
      {!isList && <p className="mx-2.5 mt-1.5 -mb-1 font-semibold text-[13px]">{t("title")}</p>}
      {groups.map(({ group, places }) => (
        <div key={group} className="flex flex-col gap-px">
          {groups.length > 1 && (
            <p className={cx("mx-2.5 mb-1 text-[11.5px] text-muted", isList && "mt-2")}>{t(group)}</p>
          )}
          {places.map((place) => (
            <PlaceLink key={place.key} place={place} isList={isList === true} />
          ))}
        </div>
      ))}
    </nav>
  );
}

function PlaceLink({ place: { key, href }, isList }: { place: SettingsPlace; isList: boolean }) {
  const t = useTranslations("settings");
  const isHere = usePathname().startsWith(href);
  return (
    <Link
      href={href}
      aria-current={isHere ? "page" : undefined}
      className={cx(
        "focus-inset flex items-center gap-2 px-2.5 py-1 transition-colors duration-120",
        isList
          ? "min-h-12 border-line border-b hover:bg-hover"
          : "min-h-7.25 rounded-[7px] pointer-coarse:min-h-11",
        isHere ? "bg-selected font-medium text-ink" : !isList && "text-muted hover:bg-hover hover:text-ink",
      )}
    >
      <span className="min-w-0 flex-1">{t(key)}</span>
      {isList && <ChevronRight size={16} aria-hidden="true" className="text-muted" />}
    </Link>
  );
}
