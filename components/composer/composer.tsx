"use client";

import { memo, useEffect, useEffectEvent, useRef, useState } from "react";
import type { Chat } from "@/lib/wire/chats";
import type { SendText } from "../conversation/queries";
import { onChatAction, onInsertIntoReply } from "../inbox/chat-events";
import { useDeskKeys } from "../shell/use-desk-keys";
import { focusComposer } from "./focus-composer";
import { NoteComposer } from "./note-composer";
import { ReplyComposer } from "./reply-composer";
import { writeSentence } from "./write-into";

interface ComposerProps {
  chat: Chat;
  onSend: SendText;
}

/** Once the other field is drawn. */
function soon(work: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(work));
}

/** Where a chat is answered, or a note about it left. Ctrl+Enter (⌘ on a Mac) sends; what was begun is kept. */
export const Composer = memo(function Composer({ chat, onSend }: ComposerProps) {
  const [mode, setMode] = useState<"reply" | "note">("reply");
  const field = useRef<HTMLTextAreaElement>(null);
  function open(next: "reply" | "note") {
    if (next === mode) return focusComposer();
    setMode(next);
    soon(focusComposer);
  }
  useDeskKeys({
    note: () => open("note"),
    // In a reply the inbox's own key brings the cursor into the field.
    reply: () => (mode === "note" ? open("reply") : false),
  });
  const hearAction = useEffectEvent((action: string) => {
    if (action === "note") open("note");
    else if (action === "reply" && mode === "note") open("reply");
  });
  const hearWords = useEffectEvent((sentence: string) => {
    const write = () => {
      const box = field.current;
      if (box !== null && !box.readOnly) writeSentence(box, sentence);
    };
    if (mode === "reply") return write();
    setMode("reply");
    soon(write);
  });
  useEffect(() => onChatAction(hearAction), []);
  useEffect(() => onInsertIntoReply(hearWords), []);
  return mode === "reply" ? (
    <ReplyComposer chat={chat} field={field} sendText={onSend} onNote={() => open("note")} />
  ) : (
    <NoteComposer chat={chat} field={field} onReply={() => open("reply")} />
  );
});
