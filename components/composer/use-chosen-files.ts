"use client";

import { useMemo, useState, useSyncExternalStore } from "react";
import { HEAD_BYTES, sniffType } from "@/lib/text/file-type";
import { makeClientId } from "../make-client-id";
import { type ChosenFile, chosenFiles } from "./chosen-files";
import { type FileLimits, findRefusal } from "./file-checks";
import type { RefusedFile } from "./file-chips";

interface ChosenFiles {
  readonly files: readonly ChosenFile[];
  readonly refusals: readonly RefusedFile[];
  /** How many stand ready to be sent. */
  readonly readyCount: number;
  readonly add: (files: readonly File[]) => Promise<void>;
  readonly dismiss: (id: string) => void;
  /** Forgets what was refused: the reply has left. */
  readonly dismissAll: () => void;
}

/** The files of one chat's reply: checked as they are chosen, so that nobody waits for an upload to hear no. */
export function useChosenFiles(chatId: string, limits: FileLimits | null): ChosenFiles {
  const all = useSyncExternalStore(chosenFiles.subscribe, chosenFiles.read, chosenFiles.readOnServer);
  const files = useMemo(() => all.filter((file) => file.chatId === chatId), [all, chatId]);
  const [refusals, setRefusals] = useState<readonly RefusedFile[]>([]);
  async function add(given: readonly File[]) {
    setRefusals([]);
    for (const file of given) {
      // A file may be gone or forbidden by now: then it counts as empty.
      const bytes = await file
        .slice(0, HEAD_BYTES)
        .arrayBuffer()
        .catch(() => new ArrayBuffer(0));
      const head = new Uint8Array(bytes);
      const size = head.length === 0 ? 0 : file.size;
      const reason = findRefusal({ size, head }, limits);
      if (reason === null) {
        chosenFiles.add(chatId, file, sniffType(head)?.startsWith("image/") === true);
      } else setRefusals((before) => [...before, { id: makeClientId(), name: file.name, reason }]);
    }
  }
  return {
    files,
    refusals,
    readyCount: files.filter(({ state }) => state.kind === "ready").length,
    add,
    dismiss: (id) => setRefusals((before) => before.filter((refusal) => refusal.id !== id)),
    dismissAll: () => setRefusals([]),
  };
}
