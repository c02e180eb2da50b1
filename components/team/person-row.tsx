"use client";

import { ChevronRight, ShieldCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import type { User } from "@/lib/wire/users";
import { useColleague } from "../shell/colleagues";
import { useCurrentUser } from "../shell/current-user";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { Chip } from "../ui/chip";
import { cx } from "../ui/class-names";
import { roleTexts } from "./role-fields";
import { useSellerLine } from "./use-seller-line";

const presenceFill = { available: "bg-ok", away: "bg-warn", offline: "bg-control" } as const;

/** One person in a line; all of it opens their panel. */
export function PersonRow({ person, onOpen }: { person: User; onOpen: () => void }) {
  const t = useTranslations("teamwork");
  const settings = useTranslations("settings");
  const nav = useTranslations("nav");
  const { id: myId } = useCurrentUser();
  const sellerLine = useSellerLine();
  const colleague = useColleague(person.id);
  return (
    <li className="relative grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-0.5 border-line border-b py-2.5 pr-1 last:border-b-0 hover:bg-hover two:grid-cols-[minmax(0,1.5fr)_minmax(0,1.2fr)_9.5rem_9rem_auto]">
      <div className="min-w-0">
        <div className="flex items-center gap-2">
          <span
            aria-hidden="true"
            className={cx("size-2 shrink-0 rounded-full", presenceFill[colleague?.presence ?? "offline"])}
          />
          <button
            type="button"
            aria-label={t("openPerson", { name: person.name })}
            onClick={onOpen}
            className="wrap-anywhere min-w-0 text-left font-medium outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
          >
            {person.name}
          </button>
          {person.id === myId && <Chip>{settings("you")}</Chip>}
        </div>
        <p className="truncate pl-4 text-[12px] text-muted">{person.email}</p>
      </div>
      <div className="min-w-0 max-two:col-span-2 max-two:row-start-2 max-two:pl-4">
        <p className="max-two:inline">{nav(roleTexts[person.role].name)}</p>
        <span className="two:hidden"> · </span>
        <p className="truncate text-[12px] text-muted max-two:inline">{sellerLine(person)}</p>
      </div>
      <div className="max-two:col-span-2 max-two:row-start-3 max-two:pl-4">
        <SignInMark person={person} />
      </div>
      <div className="text-[12px] text-muted max-two:col-span-2 max-two:row-start-4 max-two:pl-4">
        <LastSeen person={person} presence={colleague?.presence ?? "offline"} />
        <span className="two:hidden"> · </span>
        <p className="tabular-nums max-two:inline">{t("openChats", { count: colleague?.open_chats ?? 0 })}</p>
      </div>
      <ChevronRight
        size={16}
        aria-hidden="true"
        className="text-muted max-two:col-start-2 max-two:row-start-1"
      />
    </li>
  );
}

/** How safely a person signs in; a word each, no colour alone. */
function SignInMark({ person }: { person: User }) {
  const t = useTranslations("teamwork");
  if (person.two_factor) {
    return (
      <span className="inline-flex items-center gap-1.5 text-accent-ink">
        <ShieldCheck size={15} aria-hidden="true" className="shrink-0" />
        {t("hasCode")}
      </span>
    );
  }
  if (person.must_set_up_two_factor) return <Chip tone="warn">{t("mustSetUp")}</Chip>;
  return <span className="text-muted">{t(person.has_password ? "onlyPassword" : "noPassword")}</span>;
}

function LastSeen({ person, presence }: { person: User; presence: keyof typeof presenceFill }) {
  const t = useTranslations("teamwork");
  const words = useTimeWords();
  const nowMs = useNow();
  if (presence === "available") return <p className="max-two:inline">{t("here")}</p>;
  if (presence === "away") return <p className="max-two:inline">{t("awayNow")}</p>;
  if (person.last_seen_at === null) return <p className="max-two:inline">{t("neverSeen")}</p>;
  return (
    <p className="max-two:inline">
      {t("lastSeen", { when: words.moment(new Date(person.last_seen_at), nowMs) })}
    </p>
  );
}
