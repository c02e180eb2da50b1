"use client";

import { createContext, useContext } from "react";
import type { ParseMarkdown } from "./markdown-nodes";

/** What every message of an open chat is drawn by. */
export interface Scene {
  readonly marketplace: string;
  /** How texts of the marketplace's side are read; null: they are plain. */
  readonly parse: ParseMarkdown | null;
  /** Beginnings of the words that are being looked for in this chat. */
  readonly stems: readonly string[];
  /** Opens a picture over the screen. */
  readonly openImage: (attachmentId: string) => void;
}

const Current = createContext<Scene>({
  marketplace: "",
  parse: null,
  stems: [],
  openImage: () => undefined,
});

export const SceneProvider = Current.Provider;

export function useScene(): Scene {
  return useContext(Current);
}
