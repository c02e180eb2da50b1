import type { Message } from "@/lib/wire/messages";

/** A reply that was just sent and can still be taken back. */
export interface HeldSend {
  readonly id: string;
  readonly chatId: string;
  /** Whom it is for, as the chat was called. */
  readonly chatTitle: string;
  readonly text: string;
  /** Until when, by this clock, ms. */
  readonly untilMs: number;
  /** Sending it also closed the chat: taking it back opens the chat again. */
  readonly hasClosed: boolean;
  /** Its message once our server has it; null: it has none (a file alone, or it never arrived). */
  readonly message: Promise<Message | null>;
}

let entries: readonly HeldSend[] = [];
const none: readonly HeldSend[] = [];
const listeners = new Set<() => void>();
const timers = new Map<string, ReturnType<typeof setTimeout>>();

function set(next: readonly HeldSend[]): void {
  entries = next;
  for (const listener of listeners) listener();
}

/** Replies of this tab that can be taken back, oldest first. The server holds them by itself: a closed tab changes nothing. */
export const heldSends = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  read: () => entries,
  readOnServer: () => none,

  /** Adds one, or says that one is held longer (its last file has only now arrived). */
  put(entry: HeldSend): void {
    clearTimeout(timers.get(entry.id));
    timers.set(
      entry.id,
      setTimeout(() => heldSends.remove(entry.id), Math.max(0, entry.untilMs - Date.now())),
    );
    set([...entries.filter(({ id }) => id !== entry.id), entry]);
  },

  remove(id: string): void {
    clearTimeout(timers.get(id));
    timers.delete(id);
    if (entries.some((entry) => entry.id === id)) set(entries.filter((entry) => entry.id !== id));
  },
};
