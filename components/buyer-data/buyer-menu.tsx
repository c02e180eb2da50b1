"use client";

import type { ReactNode } from "react";
import { Menu } from "../ui/menu";
import { BuyerMenuItems } from "./buyer-menu-items";

/** The same where the header has room for everything else. */
export function BuyerMenu(props: { chatId: string; trigger: ReactNode; onErase: () => void }) {
  return (
    <Menu trigger={props.trigger} isOpenAtFirst>
      <BuyerMenuItems chatId={props.chatId} onErase={props.onErase} />
    </Menu>
  );
}
