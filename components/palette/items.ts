import type { LucideIcon } from "lucide-react";

export const paletteGroups = ["chat", "chats", "views", "sellers", "places", "desk"] as const;
export type PaletteGroup = (typeof paletteGroups)[number];

/** One thing that the palette can do. */
export interface PaletteItem {
  /** The same from visit to visit: what was chosen lately is remembered by it. */
  readonly id: string;
  readonly group: PaletteGroup;
  readonly text: string;
  /** Other words by which it is found, both languages. */
  readonly words?: string;
  /** Quieter, beside the text. */
  readonly detail?: string;
  /** Its key outside the palette. */
  readonly keys?: string;
  readonly Icon: LucideIcon;
  readonly run: () => void;
}
