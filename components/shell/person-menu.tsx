"use client";

import { useTranslations } from "next-intl";
import { type ButtonHTMLAttributes, lazy, Suspense, useState } from "react";
import { cx } from "../ui/class-names";
import { useCurrentUser } from "./current-user";
import { useAvailability } from "./use-availability";

// Menus bring a positioning engine of 20 KB; it is fetched when the pointer nears, not with the inbox.
const loadBody = () => import("./person-menu-body");
const PersonMenuBody = lazy(async () => ({ default: (await loadBody()).PersonMenuBody }));

function initialsOf(name: string): string {
  const [first = "", second = ""] = name.trim().split(/\s+/);
  return `${[...first][0] ?? "?"}${[...second][0] ?? ""}`.toLocaleUpperCase();
}

/** The person's initials; a press opens what they choose for themselves. */
export function PersonMenu({ side }: { side: "right" | "top" }) {
  const [isWanted, setWanted] = useState(false);
  if (!isWanted) {
    return (
      <PersonButton
        aria-haspopup="menu"
        aria-expanded={false}
        onPointerEnter={() => void loadBody()}
        onFocus={() => void loadBody()}
        onClick={() => setWanted(true)}
      />
    );
  }
  return (
    <Suspense fallback={<PersonButton aria-haspopup="menu" aria-expanded />}>
      <PersonMenuBody side={side} trigger={<PersonButton />} />
    </Suspense>
  );
}

function PersonButton(props: ButtonHTMLAttributes<HTMLButtonElement>) {
  const t = useTranslations("nav");
  const user = useCurrentUser();
  const isAway = useAvailability() === "away";
  return (
    <button
      type="button"
      aria-label={t("person", { name: user.name })}
      aria-description={t(isAway ? "isAway" : "isAvailable")}
      title={`${user.name} · ${t(isAway ? "isAway" : "isAvailable")}`}
      className="relative grid size-8 place-items-center rounded-full bg-accent-soft font-semibold text-[12px] text-accent-ink pointer-coarse:size-11"
      {...props}
    >
      {initialsOf(user.name)}
      <span
        aria-hidden="true"
        className={cx(
          "absolute -right-0.5 -bottom-0.5 size-2.75 rounded-full border-2 border-rail",
          isAway ? "bg-warn" : "bg-ok",
        )}
      />
    </button>
  );
}
