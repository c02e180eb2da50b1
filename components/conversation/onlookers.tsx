"use client";

import { useTranslations } from "next-intl";
import { Chip } from "../ui/chip";
import { Avatar } from "./avatar";
import type { Onlooker } from "./use-presence";

const SHOWN_AT_MOST = 3;

/** Colleagues call each other by it; the whole name stands in the tooltip. */
function firstNameOf(name: string): string {
  return name.trim().split(/\s+/u)[0] ?? name;
}

/** Who else is at this chat; a colleague who types is said in words, before two answer one buyer. */
export function Onlookers({ others }: { others: readonly Onlooker[] }) {
  const t = useTranslations("presence");
  const typing = others.filter((person) => person.state === "typing");
  const names = others.map((person) => person.name).join(", ");
  return (
    <span role="status" className="flex min-w-0 shrink items-center gap-1.5">
      {others.length > 0 && typing.length === 0 && (
        <span title={t("looking", { names })} className="flex shrink-0 -space-x-1">
          {others.slice(0, SHOWN_AT_MOST).map((person) => (
            <Avatar key={person.id} name={person.name} />
          ))}
          <span className="sr-only">{t("looking", { names })}</span>
        </span>
      )}
      {typing.length > 0 && (
        <span title={t("looking", { names })} className="flex min-w-0 animate-[appear_160ms_ease-out]">
          <Chip tone="warn">
            {t("typing", {
              names: typing.map((person) => firstNameOf(person.name)).join(", "),
              count: typing.length,
            })}
          </Chip>
        </span>
      )}
    </span>
  );
}
