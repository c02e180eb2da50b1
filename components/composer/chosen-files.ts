import { cancelMessage, type Message } from "@/lib/wire/messages";
import { ApiError, callApi, type FailureCode } from "../api-client";
import { makeClientId } from "../make-client-id";
import { uploadFile } from "./upload-file";

export type FileState =
  | { readonly kind: "ready" }
  /** Sent by the person, in line behind the text or another file. */
  | { readonly kind: "waiting" }
  | { readonly kind: "sending"; readonly share: number }
  | { readonly kind: "failed"; readonly code: FailureCode };

/** A file that somebody chose for a chat and that is not at our server yet. */
export interface ChosenFile {
  readonly id: string;
  readonly chatId: string;
  readonly file: File;
  readonly isImage: boolean;
  readonly state: FileState;
}

/** What is needed to send the files of a chat; outlives the composer that began it. */
export interface SendFiles {
  readonly chatId: string;
  /** The same for the text they came with: taken back together. */
  readonly groupId: string;
  readonly delaySeconds: number;
  readonly onMessage: (message: Message) => void;
}

interface SentFile {
  readonly groupId: string;
  readonly messageId: string;
  readonly chosen: ChosenFile;
}

let files: readonly ChosenFile[] = [];
let sent: readonly SentFile[] = [];
const none: readonly ChosenFile[] = [];
const listeners = new Set<() => void>();
const groups = new Map<string, SendFiles>();
const aborts = new Map<string, () => void>();
const running = new Map<string, Promise<void>>();

function set(next: readonly ChosenFile[]): void {
  files = next;
  for (const listener of listeners) listener();
}

function change(id: string, state: FileState): void {
  set(files.map((file) => (file.id === id ? { ...file, state } : file)));
}

/** Files on their way, of every chat of this tab: they go on when another chat is opened. */
export const chosenFiles = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  read: () => files,
  readOnServer: () => none,

  add(chatId: string, file: File, isImage: boolean): void {
    set([...files, { id: makeClientId(), chatId, file, isImage, state: { kind: "ready" } }]);
  },

  /** Drops a file; one that is leaving is stopped. */
  remove(id: string): void {
    aborts.get(id)?.();
    groups.delete(id);
    set(files.filter((file) => file.id !== id));
  },

  /** Marks what stands ready in a chat as sent; `sendMarked` sends it. Gives how many there are. */
  mark(send: SendFiles): number {
    const ready = files.filter(({ chatId, state }) => chatId === send.chatId && state.kind === "ready");
    for (const { id } of ready) groups.set(id, send);
    const ids = new Set(ready.map(({ id }) => id));
    set(files.map((file) => (ids.has(file.id) ? { ...file, state: { kind: "waiting" } } : file)));
    return ready.length;
  },

  /** Back to being chosen only: the text they were to follow did not get through. */
  unmark(groupId: string): void {
    set(
      files.map((file) => {
        const isMeant = groups.get(file.id)?.groupId === groupId && file.state.kind === "waiting";
        return isMeant ? { ...file, state: { kind: "ready" } } : file;
      }),
    );
  },

  /** Sends what was marked, one after another: the marketplace shows them in the order they came. */
  async sendMarked(chatId: string): Promise<void> {
    if (files.some((file) => file.chatId === chatId && file.state.kind === "sending")) return;
    const next = files.find((file) => file.chatId === chatId && file.state.kind === "waiting");
    const group = next === undefined ? undefined : groups.get(next.id);
    if (next === undefined || group === undefined) return;
    const work = sendOne(next, group);
    running.set(next.id, work);
    await work;
    running.delete(next.id);
    await chosenFiles.sendMarked(chatId);
  },

  /** Once more, after a failure. */
  async retry(id: string): Promise<void> {
    const file = files.find((candidate) => candidate.id === id);
    if (file === undefined) return;
    change(id, { kind: "waiting" });
    await chosenFiles.sendMarked(file.chatId);
  },

  /** Brings the files of a group back: stops those on their way, cancels those that are held. Throws `ApiError`. */
  async takeBack(groupId: string): Promise<void> {
    for (const file of files) {
      if (groups.get(file.id)?.groupId !== groupId) continue;
      // One that has left whole may already be at our server: its answer tells what to cancel.
      if (file.state.kind === "sending" && file.state.share === 1) await running.get(file.id);
      else {
        change(file.id, { kind: "ready" });
        aborts.get(file.id)?.();
      }
    }
    const held = sent.filter((file) => file.groupId === groupId);
    for (const { messageId, chosen } of held) {
      await callApi(cancelMessage, { params: { id: messageId } });
      sent = sent.filter((file) => file.messageId !== messageId);
      // A name of its own: the old one belongs to the message that was taken back.
      set([...files, { ...chosen, id: makeClientId(), state: { kind: "ready" } }]);
    }
  },
};

async function sendOne(chosen: ChosenFile, group: SendFiles): Promise<void> {
  const { id, chatId, file } = chosen;
  change(id, { kind: "sending", share: 0 });
  const stop = new AbortController();
  aborts.set(id, () => stop.abort());
  try {
    const message = await uploadFile({
      chatId,
      file,
      clientId: id,
      delaySeconds: group.delaySeconds,
      onProgress: (share) => change(id, { kind: "sending", share }),
      signal: stop.signal,
    });
    if (message.held_until !== null) {
      sent = [...sent.slice(-20), { groupId: group.groupId, messageId: message.id, chosen }];
    }
    groups.delete(id);
    set(files.filter((other) => other.id !== id));
    group.onMessage(message);
  } catch (error) {
    const now = files.find((other) => other.id === id);
    // Taken back or removed meanwhile: nothing has failed.
    if (now?.state.kind === "sending") {
      change(id, { kind: "failed", code: error instanceof ApiError ? error.code : "unexpected" });
    }
  } finally {
    aborts.delete(id);
  }
}
