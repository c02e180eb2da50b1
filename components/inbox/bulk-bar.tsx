"use client";

import {
  AlarmClock,
  Check,
  CheckCheck,
  MailOpen,
  RotateCcw,
  Tag as TagIcon,
  UserRound,
  X,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useState } from "react";
import { type Chat, SNOOZED_UNTIL_BUYER } from "@/lib/wire/chats";
import { snoozeChoices } from "../conversation/snooze-choices";
import { useColleagues } from "../shell/colleagues";
import { useCurrentUser } from "../shell/current-user";
import { keyHint } from "../shell/key-map";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { IconButton } from "../ui/button";
import { Menu, MenuHead, MenuItem, MenuLine } from "../ui/menu";
import type { BulkChange } from "./bulk-change";
import { type BulkAction, onBulkAction } from "./bulk-events";
import { TagDot } from "./tag-dot";
import { useTags } from "./tags-query";
import { type BulkAct, useBulkChange } from "./use-bulk-change";

interface BulkBarProps {
  selected: readonly Chat[];
  loadedCount: number;
  onSelectAll: () => void;
  onClear: () => void;
}

type Do = (change: BulkChange, act: BulkAct) => void;

/** Stands in the place of the list's head while chats are selected: what can be done to all of them. */
export function BulkBar({ selected, loadedCount, onSelectAll, onClear }: BulkBarProps) {
  const t = useTranslations("bulk");
  const changeAll = useBulkChange();
  const [opened, setOpened] = useState<{ action: BulkAction; round: number } | null>(null);
  const areClosed = selected.every((chat) => chat.status === "closed");
  const run: Do = (change, act) => {
    void changeAll(selected, change, act);
    onClear();
  };
  const toggleStatus = () =>
    areClosed ? run({ status: "open" }, "reopened") : run({ status: "closed" }, "closed");
  const onAction = useEffectEvent((action: BulkAction) => {
    if (action === "close") toggleStatus();
    // A menu opens by itself only when it is made anew.
    else setOpened((before) => ({ action, round: (before?.round ?? 0) + 1 }));
  });
  useEffect(() => onBulkAction(onAction), []);
  const menuKey = (action: BulkAction) => (opened?.action === action ? `${action}-${opened.round}` : action);
  const isOpen = (action: BulkAction) => opened?.action === action;
  return (
    <div
      role="toolbar"
      aria-label={t("label")}
      className="flex h-13.25 shrink-0 items-center border-line border-b bg-accent-soft pr-1.5 pl-3.5"
    >
      <span className="mr-auto flex min-w-0 flex-col leading-tight">
        <span role="status" className="truncate font-semibold tabular-nums">
          {t("selected", { count: selected.length })}
        </span>
        {selected.length < loadedCount && (
          <button
            type="button"
            onClick={onSelectAll}
            className="truncate text-left text-[12px] text-accent-ink underline underline-offset-2"
          >
            {t("selectAll", { count: loadedCount })}
          </button>
        )}
      </span>
      <IconButton
        label={`${areClosed ? t("reopen") : t("close")} · ${keyHint("close")}`}
        onClick={toggleStatus}
      >
        {areClosed ? <RotateCcw size={16} aria-hidden="true" /> : <Check size={17} aria-hidden="true" />}
      </IconButton>
      <AssignMenu key={menuKey("assign")} isOpenAtFirst={isOpen("assign")} selected={selected} run={run} />
      <TagMenu key={menuKey("tag")} isOpenAtFirst={isOpen("tag")} selected={selected} run={run} />
      <SnoozeMenu key={menuKey("snooze")} isOpenAtFirst={isOpen("snooze")} selected={selected} run={run} />
      <IconButton label={t("markRead")} onClick={() => run({ is_read: true }, "read")}>
        <MailOpen size={16} aria-hidden="true" />
      </IconButton>
      <IconButton label={`${t("clear")} · ${keyHint("leave")}`} onClick={onClear}>
        <X size={16} aria-hidden="true" />
      </IconButton>
    </div>
  );
}

interface BulkMenuProps {
  isOpenAtFirst: boolean;
  selected: readonly Chat[];
  run: Do;
}

function AssignMenu({ isOpenAtFirst, selected, run }: BulkMenuProps) {
  const t = useTranslations("bulk");
  const me = useCurrentUser();
  const { data: colleagues } = useColleagues();
  const others = (colleagues ?? []).filter(
    (person) =>
      person.id !== me.id &&
      (person.seller_ids === null ||
        selected.every((chat) => person.seller_ids?.includes(chat.seller_id) ?? true)),
  );
  const assign = (id: string) => run({ assignee_id: id }, "assigned");
  return (
    <Menu
      isOpenAtFirst={isOpenAtFirst}
      trigger={
        <IconButton label={`${t("assign")} · ${keyHint("assign")}`}>
          <UserRound size={16} aria-hidden="true" />
        </IconButton>
      }
    >
      <MenuItem onSelect={() => assign(me.id)}>{t("assignMe")}</MenuItem>
      <MenuItem onSelect={() => run({ assignee_id: null }, "unassigned")}>{t("assignNobody")}</MenuItem>
      {others.length > 0 && <MenuLine />}
      {others.map((person) => (
        <MenuItem key={person.id} onSelect={() => assign(person.id)}>
          <span className="truncate">{person.name}</span>
          <span className="ml-auto pl-3 text-[12px] text-muted tabular-nums">{person.open_chats}</span>
        </MenuItem>
      ))}
    </Menu>
  );
}

function TagMenu({ isOpenAtFirst, selected, run }: BulkMenuProps) {
  const t = useTranslations("bulk");
  const { data: tags } = useTags();
  return (
    <Menu
      isOpenAtFirst={isOpenAtFirst}
      trigger={
        <IconButton label={`${t("tag")} · ${keyHint("tag")}`}>
          <TagIcon size={16} aria-hidden="true" />
        </IconButton>
      }
    >
      {(tags ?? []).length === 0 && <MenuHead>{t("noTags")}</MenuHead>}
      {tags?.map((tag) => {
        const isOnAll = selected.every((chat) => chat.tags.includes(tag.name));
        return (
          <MenuItem
            key={tag.id}
            icon={<TagDot color={tag.color} />}
            onSelect={() =>
              isOnAll ? run({ remove_tags: [tag.name] }, "untagged") : run({ add_tags: [tag.name] }, "tagged")
            }
          >
            <span className="truncate">{tag.name}</span>
            {isOnAll && <CheckCheck size={14} aria-label={t("onAll")} className="ml-auto text-accent" />}
          </MenuItem>
        );
      })}
    </Menu>
  );
}

function SnoozeMenu({ isOpenAtFirst, selected, run }: BulkMenuProps) {
  const t = useTranslations("bulk");
  const names = useTranslations("snooze");
  const words = useTimeWords();
  const nowMs = useNow();
  const areSnoozed = selected.every((chat) => chat.snoozed_until !== null);
  return (
    <Menu
      isOpenAtFirst={isOpenAtFirst}
      trigger={
        <IconButton label={`${t("snooze")} · ${keyHint("snooze")}`}>
          <AlarmClock size={16} aria-hidden="true" />
        </IconButton>
      }
    >
      {snoozeChoices(new Date(nowMs)).map(({ id, until }) => (
        <MenuItem key={id} onSelect={() => run({ snoozed_until: until.toISOString() }, "snoozed")}>
          {names(id)}
          <span className="ml-auto pl-3 text-[12px] text-muted tabular-nums">
            {words.moment(until, nowMs)}
          </span>
        </MenuItem>
      ))}
      <MenuItem onSelect={() => run({ snoozed_until: SNOOZED_UNTIL_BUYER }, "snoozed")}>
        {names("untilBuyer")}
      </MenuItem>
      {areSnoozed && <MenuLine />}
      {areSnoozed && (
        <MenuItem onSelect={() => run({ snoozed_until: null }, "woken")}>{names("wake")}</MenuItem>
      )}
    </Menu>
  );
}
