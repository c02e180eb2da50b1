"use client";

import { useEffect, useState } from "react";

function isTyping(): boolean {
  const at = document.activeElement;
  return at instanceof HTMLTextAreaElement || (at instanceof HTMLElement && at.isContentEditable);
}

/**
 * The value as it was while somebody writes: what it shows would move the line under their hands. Once they leave the
 * field, the value as it is.
 */
export function useHeldWhileTyping<T>(value: T): T {
  const [shown, setShown] = useState(value);
  useEffect(() => {
    if (!isTyping()) {
      setShown(value);
      return;
    }
    // The focus is nowhere for a moment when it moves.
    const look = () => setTimeout(() => !isTyping() && setShown(value), 0);
    document.addEventListener("focusout", look);
    return () => document.removeEventListener("focusout", look);
  }, [value]);
  return shown;
}
