"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Message } from "@/lib/wire/messages";
import { ApiError, type FailureCode } from "../api-client";
import { type CachedPages, putAnswer } from "../live/apply-event";
import { makeClientId } from "../make-client-id";
import { queryKeys } from "../query-keys";
import { checkFile, type FileLimits, type FileRefusal } from "./file-kind";
import { uploadFile } from "./upload-file";

/** A file in the composer. */
export interface ComposerFile {
  readonly id: string;
  readonly file: File;
  /** An address of the picture in this tab; null for what is no picture. */
  readonly preview: string | null;
  readonly state: "ready" | "sending" | "failed";
  /** 0-1 of the bytes that have left. */
  readonly progress: number;
  readonly failure: FailureCode | null;
}

/** A file that was not taken, and why. */
export interface RefusedFile {
  readonly id: string;
  readonly name: string;
  readonly reason: FileRefusal;
}

/** More at once would only be a slip of the hand. */
const FILES_AT_MOST = 10;

/** The files of one chat's composer: checked when they come, sent one by one, kept until they are through. */
export function useFiles({ chatId, limits }: { chatId: string; limits: FileLimits | null }) {
  const cache = useQueryClient();
  const [files, setFiles] = useState<readonly ComposerFile[]>([]);
  const [refusals, setRefusals] = useState<readonly RefusedFile[]>([]);
  const uploads = useRef(new Map<string, AbortController>());
  const latest = useRef(files);
  useEffect(() => {
    latest.current = files;
  });
  useEffect(() => {
    const running = uploads.current;
    return () => {
      // What is on its way goes on: leaving a chat is no reason to lose a file. Only the pictures in memory go.
      for (const { preview } of latest.current) if (preview !== null) URL.revokeObjectURL(preview);
      running.clear();
    };
  }, []);

  const change = useCallback(
    (id: string, next: Partial<ComposerFile>) =>
      setFiles((all) => all.map((file) => (file.id === id ? { ...file, ...next } : file))),
    [],
  );
  const drop = useCallback((id: string) => {
    const gone = latest.current.find((file) => file.id === id);
    if (gone?.preview) URL.revokeObjectURL(gone.preview);
    setFiles((all) => all.filter((file) => file.id !== id));
  }, []);

  const add = useCallback(
    async (given: Iterable<File>) => {
      setRefusals([]);
      for (const file of [...given].slice(0, FILES_AT_MOST)) {
        const id = makeClientId();
        const reason = await checkFile(file, limits);
        if (reason !== null) setRefusals((all) => [...all, { id, name: file.name, reason }]);
        else {
          const preview = file.type.startsWith("image/") ? URL.createObjectURL(file) : null;
          const ready = { id, file, preview, state: "ready", progress: 0, failure: null } as const;
          setFiles((all) => (all.length < FILES_AT_MOST ? [...all, ready] : all));
        }
      }
    },
    [limits],
  );

  const sendOne = useCallback(
    async (entry: ComposerFile, delaySeconds: number): Promise<Message | null> => {
      const abort = new AbortController();
      uploads.current.set(entry.id, abort);
      change(entry.id, { state: "sending", progress: 0, failure: null });
      try {
        const message = await uploadFile({
          chatId,
          file: entry.file,
          clientId: entry.id,
          delaySeconds,
          onProgress: (progress) => change(entry.id, { progress }),
          signal: abort.signal,
        });
        cache.setQueryData<CachedPages<Message>>(queryKeys.messages(chatId), (list) =>
          list === undefined ? undefined : putAnswer(list, message),
        );
        drop(entry.id);
        return message;
      } catch (error) {
        if (!abort.signal.aborted)
          change(entry.id, {
            state: "failed",
            failure: error instanceof ApiError ? error.code : "unexpected",
          });
        return null;
      } finally {
        uploads.current.delete(entry.id);
      }
    },
    [cache, change, chatId, drop],
  );

  /** One after another, in the order they stand; answers the messages that got through. */
  const sendAll = useCallback(
    async (delaySeconds: number): Promise<Message[]> => {
      const sent: Message[] = [];
      for (const entry of latest.current) {
        if (entry.state === "sending") continue;
        const message = await sendOne(entry, delaySeconds);
        if (message !== null) sent.push(message);
      }
      return sent;
    },
    [sendOne],
  );

  const remove = useCallback(
    (id: string) => {
      uploads.current.get(id)?.abort();
      drop(id);
    },
    [drop],
  );
  const retry = useCallback(
    (id: string) => {
      const entry = latest.current.find((file) => file.id === id);
      if (entry?.state === "failed") void sendOne(entry, 0);
    },
    [sendOne],
  );
  return {
    files,
    refusals,
    add,
    remove,
    retry,
    sendAll,
    dismiss: useCallback((id: string) => setRefusals((all) => all.filter((item) => item.id !== id)), []),
    isEmpty: files.length === 0,
    isBusy: files.some((file) => file.state === "sending"),
  };
}
