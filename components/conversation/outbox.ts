import type { Message } from "@/lib/wire/messages";
import type { FailureCode } from "../api-client";

/** What was written here and is not yet known to be at our server. */
export interface OutboxEntry {
  readonly clientId: string;
  readonly chatId: string;
  readonly text: string;
  readonly createdAt: string;
  readonly failure: FailureCode | null;
  /** How long our server holds it so that it can be taken back; a repeat must ask for the same. */
  readonly delaySeconds?: number;
}

const STORAGE_KEY = "prilavok.outbox";
const none: readonly OutboxEntry[] = [];

/**
 * Keeps what is on its way over a reload of the tab. After one nobody knows whether it arrived, so every entry counts
 * as failed by the network; repeating is safe, since it carries the same name (`client_id`) and idempotency key.
 */
class Outbox {
  #entries: readonly OutboxEntry[] | null = null;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly read = (): readonly OutboxEntry[] => {
    if (this.#entries === null) this.#entries = restoreEntries();
    return this.#entries;
  };

  readonly readOnServer = (): readonly OutboxEntry[] => none;

  put(entry: OutboxEntry): void {
    const rest = this.read().filter((other) => other.clientId !== entry.clientId);
    this.#set([...rest, entry]);
  }

  remove(clientId: string): void {
    if (!this.read().some((entry) => entry.clientId === clientId)) return;
    this.#set(this.read().filter((entry) => entry.clientId !== clientId));
  }

  #set(entries: readonly OutboxEntry[]): void {
    this.#entries = entries;
    try {
      sessionStorage.setItem(STORAGE_KEY, JSON.stringify(entries));
    } catch {
      this.#entries = entries; // storage full or forbidden: the tab's memory alone keeps it
    }
    for (const listener of this.#listeners) listener();
  }
}

function restoreEntries(): readonly OutboxEntry[] {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? "[]");
    return Array.isArray(stored)
      ? stored.filter(isEntry).map((entry) => ({ ...entry, failure: "network" }))
      : none;
  } catch {
    return none; // unreadable storage is an empty one
  }
}

function isEntry(value: unknown): value is OutboxEntry {
  if (typeof value !== "object" || value === null) return false;
  const fields = value as Record<string, unknown>; // an object: its fields can be looked at
  return ["clientId", "chatId", "text", "createdAt"].every((name) => typeof fields[name] === "string");
}

export const outbox = new Outbox();

/** An entry in the shape of a message, so that one bubble draws both and nothing flickers when it settles. */
export function toPendingMessage(entry: OutboxEntry): Message {
  return {
    id: `local:${entry.clientId}`,
    chat_id: entry.chatId,
    external_id: null,
    direction: "outbound",
    author: { type: "operator", id: null, name: null },
    text: entry.text,
    attachments: [],
    status: entry.failure === null ? "queued" : "failed",
    error: entry.failure === null ? null : { code: entry.failure, message: "" },
    created_at: entry.createdAt,
    read_at: null,
    broadcast_id: null,
    answers_broadcast_id: null,
    client_id: entry.clientId,
    held_until: heldUntil(entry),
    is_automatic: false,
  };
}

/** Until when it will be held, as far as this clock knows: the countdown begins with the key that sent it. */
function heldUntil({ createdAt, delaySeconds = 0, failure }: OutboxEntry): string | null {
  if (delaySeconds === 0 || failure !== null) return null;
  return new Date(Date.parse(createdAt) + delaySeconds * 1000).toISOString();
}

/** The conversation with what is still on its way at its end; what has arrived is not shown twice. */
export function withPending(
  messages: readonly Message[],
  entries: readonly OutboxEntry[],
  chatId: string,
): readonly Message[] {
  const arrived = new Set(messages.map((message) => message.client_id));
  const pending = entries.filter((entry) => entry.chatId === chatId && !arrived.has(entry.clientId));
  return pending.length === 0 ? messages : [...messages, ...pending.map(toPendingMessage)];
}
