"use client";

/** Drawn in the next step. */
export function Palette(_: { isOpen: boolean; onClose: () => void }) {
  return null;
}
