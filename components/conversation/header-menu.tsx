"use client";

import { AlarmClock, Check, PanelRight, Search, StickyNote, Tag, UserRound } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { BuyerMenuItems } from "../buyer-data/buyer-menu-items";
import { askChat, type ChatAction } from "../inbox/chat-events";
import { Menu, MenuItem, MenuLine } from "../ui/menu";

interface HeaderMenuProps {
  chatId: string;
  isClosed: boolean;
  trigger: ReactNode;
  onRun: (action: ChatAction) => void;
  onFacts: () => void;
  /** Only for those who may erase a buyer. */
  onErase?: () => void;
}

/** What the header of a narrow screen has no room for. */
export function HeaderMenu({ chatId, isClosed, trigger, onRun, onFacts, onErase }: HeaderMenuProps) {
  const t = useTranslations("conversation");
  // The menu gives the focus back as it closes; what opens next comes after that.
  const later = (act: () => void) => () => void setTimeout(act, 0);
  return (
    <Menu trigger={trigger} isOpenAtFirst>
      <MenuItem icon={<Check size={15} />} onSelect={() => onRun("close")}>
        {isClosed ? t("reopenChat") : t("closeChat")}
      </MenuItem>
      <MenuItem icon={<AlarmClock size={15} />} onSelect={later(() => onRun("snooze"))}>
        {t("snooze")}
      </MenuItem>
      <MenuItem icon={<UserRound size={15} />} onSelect={later(() => onRun("assign"))}>
        {t("assign")}
      </MenuItem>
      <MenuItem icon={<Tag size={15} />} onSelect={later(() => onRun("tag"))}>
        {t("tag")}
      </MenuItem>
      <MenuItem icon={<StickyNote size={15} />} onSelect={later(() => askChat("note"))}>
        {t("note")}
      </MenuItem>
      <MenuItem icon={<Search size={15} />} onSelect={later(() => askChat("search"))}>
        {t("searchInChat")}
      </MenuItem>
      <MenuItem icon={<PanelRight size={15} />} onSelect={later(onFacts)}>
        {t("facts")}
      </MenuItem>
      {onErase && (
        <>
          <MenuLine />
          <BuyerMenuItems chatId={chatId} onErase={onErase} />
        </>
      )}
    </Menu>
  );
}
