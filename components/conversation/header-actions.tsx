"use client";

import { AlarmClock, Ellipsis, Tag, UserRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useEffect, useEffectEvent, useRef, useState } from "react";
import type { Chat } from "@/lib/wire/chats";
import { focusComposer } from "../composer/focus-composer";
import { useChangeChat } from "../inbox/chat-actions";
import { type ChatAction, onChatAction } from "../inbox/chat-events";
import { openNextAfter } from "../inbox/next-chat";
import { useColleague } from "../shell/colleagues";
import { useCurrentUser } from "../shell/current-user";
import { keyHint } from "../shell/key-map";
import { usePreferences } from "../shell/preferences-query";
import { Button, IconButton } from "../ui/button";
import { Kbd } from "../ui/kbd";
import { Avatar } from "./avatar";
import type { PopoverKind } from "./chat-popover";

const HeaderMenu = lazy(async () => ({ default: (await import("./header-menu")).HeaderMenu }));
const BuyerMenu = lazy(async () => ({ default: (await import("../buyer-data/buyer-menu")).BuyerMenu }));
const EraseDialog = lazy(async () => ({ default: (await import("../buyer-data/erase-dialog")).EraseDialog }));

interface HeaderActionsProps {
  chat: Chat;
  onOpen: (kind: PopoverKind, anchor: HTMLElement) => void;
  onFacts: () => void;
}

/** Assign, tag, put off, close: by button, or asked by keys and palette. On a narrow screen a menu holds them. */
export function HeaderActions({ chat, onOpen, onFacts }: HeaderActionsProps) {
  const t = useTranslations("conversation");
  const { mutate, isPending } = useChangeChat();
  const row = useRef<HTMLSpanElement>(null);
  const { after_close } = usePreferences();
  const [isErasing, setErasing] = useState(false);
  const isAdmin = useCurrentUser().role === "admin";
  const mayErase = isAdmin && chat.kind === "buyer";
  const isClosed = chat.status === "closed";
  function toggleStatus() {
    if (isPending) return;
    mutate({ chat, change: { status: isClosed ? "open" : "closed" } });
    if (!isClosed && after_close === "next") openNextAfter(chat.id);
  }
  function run(action: ChatAction) {
    if (action === "close") toggleStatus();
    else if (action === "reply") focusComposer();
    else if (action === "assign" || action === "tag" || action === "snooze") {
      const anchor = findAnchor(row.current, action);
      if (anchor) onOpen(action, anchor);
    }
  }
  const hear = useEffectEvent(run);
  useEffect(() => onChatAction(hear), []);
  return (
    <span ref={row} className="flex shrink-0 items-center gap-1">
      <AssigneeButton chat={chat} onOpen={onOpen} />
      <span className="hidden items-center gap-1 @min-[420px]:flex">
        <IconButton
          label={`${t("tag")} (${keyHint("tag")})`}
          data-anchor-of="tag"
          onClick={(event) => onOpen("tag", event.currentTarget)}
        >
          <Tag size={16} aria-hidden="true" />
        </IconButton>
        <span className="hidden @min-[640px]:flex">
          <Button data-anchor-of="snooze" onClick={(event) => onOpen("snooze", event.currentTarget)}>
            {t("snooze")}
            <Kbd>{keyHint("snooze")}</Kbd>
          </Button>
        </span>
        <span className="flex @min-[640px]:hidden">
          <IconButton
            label={`${t("snooze")} (${keyHint("snooze")})`}
            data-anchor-of="snooze"
            onClick={(event) => onOpen("snooze", event.currentTarget)}
          >
            <AlarmClock size={16} aria-hidden="true" />
          </IconButton>
        </span>
        <Button onClick={toggleStatus} disabled={isPending}>
          {isClosed ? t("reopenChat") : t("closeChat")}
          <Kbd>{keyHint("close")}</Kbd>
        </Button>
      </span>
      {mayErase && (
        <span className="hidden @min-[420px]:flex">
          <BuyerButton chatId={chat.id} onErase={() => setErasing(true)} />
        </span>
      )}
      <span className="flex @min-[420px]:hidden">
        <MoreButton
          chat={chat}
          onRun={run}
          onFacts={onFacts}
          onErase={mayErase ? () => setErasing(true) : undefined}
        />
      </span>
      {isErasing && (
        <Suspense>
          <EraseDialog chat={chat} onClose={() => setErasing(false)} />
        </Suspense>
      )}
    </span>
  );
}

/** The visible button of an action; on a narrow screen the menu's stands for it. */
function findAnchor(row: HTMLElement | null, action: string): HTMLElement | null {
  const buttons = [...(row?.querySelectorAll<HTMLElement>(`[data-anchor-of~="${action}"]`) ?? [])];
  return buttons.find((button) => button.offsetParent !== null) ?? null;
}

function AssigneeButton({ chat, onOpen }: Pick<HeaderActionsProps, "chat" | "onOpen">) {
  const t = useTranslations("assign");
  const person = useColleague(chat.assignee_id);
  const label = person === undefined ? t("assign") : t("assignedTo", { name: person.name });
  return (
    <IconButton
      label={`${label} (${keyHint("assign")})`}
      data-anchor-of="assign"
      onClick={(event) => onOpen("assign", event.currentTarget)}
    >
      {person === undefined ? (
        <UserRound size={16} aria-hidden="true" />
      ) : (
        <Avatar name={person.name} presence={person.presence} />
      )}
    </IconButton>
  );
}

/** On a wide screen only the rare things hang here. */
function BuyerButton({ chatId, onErase }: { chatId: string; onErase: () => void }) {
  const t = useTranslations("buyerData");
  const [isWanted, setWanted] = useState(false);
  const button = (
    <IconButton label={t("more")} aria-haspopup="menu" onClick={isWanted ? undefined : () => setWanted(true)}>
      <Ellipsis size={17} aria-hidden="true" />
    </IconButton>
  );
  if (!isWanted) return button;
  return (
    <Suspense fallback={button}>
      <BuyerMenu chatId={chatId} trigger={button} onErase={onErase} />
    </Suspense>
  );
}

interface MoreButtonProps {
  chat: Chat;
  onRun: (action: ChatAction) => void;
  onFacts: () => void;
  onErase?: (() => void) | undefined;
}

function MoreButton({ chat, onRun, onFacts, onErase }: MoreButtonProps) {
  const t = useTranslations("conversation");
  const [isWanted, setWanted] = useState(false);
  const button = (
    <IconButton
      label={t("more")}
      aria-haspopup="menu"
      data-anchor-of="tag snooze"
      onClick={isWanted ? undefined : () => setWanted(true)}
    >
      <Ellipsis size={18} aria-hidden="true" />
    </IconButton>
  );
  if (!isWanted) return button;
  return (
    <Suspense fallback={button}>
      <HeaderMenu
        chatId={chat.id}
        isClosed={chat.status === "closed"}
        trigger={button}
        onRun={onRun}
        onFacts={onFacts}
        onErase={onErase}
      />
    </Suspense>
  );
}
