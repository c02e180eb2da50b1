"use client";

import * as Radix from "radix-ui/popover";
import type { Chat } from "@/lib/wire/chats";
import { AssignBody } from "./assign-body";
import { SnoozeBody } from "./snooze-body";
import { TagBody } from "./tag-body";

export type PopoverKind = "assign" | "tag" | "snooze";

interface ChatPopoverProps {
  kind: PopoverKind;
  chat: Chat;
  /** The button it hangs on. */
  anchor: HTMLElement;
  label: string;
  onClose: () => void;
}

/** What is chosen for a chat, hanging on its button. Keys inside are its own (it is a dialog). */
export function ChatPopover({ kind, chat, anchor, label, onClose }: ChatPopoverProps) {
  const Body = kind === "assign" ? AssignBody : kind === "tag" ? TagBody : SnoozeBody;
  return (
    <Radix.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Radix.Anchor virtualRef={{ current: anchor }} />
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align="end"
          sideOffset={6}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (document.activeElement === document.body) anchor.focus({ preventScroll: true });
          }}
          className="z-50 w-[min(320px,calc(100vw-16px))] overflow-hidden rounded-[10px] border border-line bg-panel focus:outline-none"
        >
          <Body chat={chat} onDone={onClose} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
