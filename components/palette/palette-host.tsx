"use client";

import { usePathname, useRouter } from "next/navigation";
import { lazy, Suspense, useEffect, useEffectEvent, useState } from "react";
import { OPEN_SEARCH_EVENT, tellSearchField } from "../search/open-search";
import { OPEN_PALETTE_EVENT } from "./open-palette";

// The palette and its matching are fetched when a modifier goes down, a moment before the K that needs them.
const loadPalette = () => import("./palette");
const Palette = lazy(async () => ({ default: (await loadPalette()).Palette }));

/** Listens for Ctrl+K, and for the wish to search. Stands once in the desk's providers. */
export function PaletteHost() {
  const [isOpen, setOpen] = useState(false);
  const [wasWanted, setWanted] = useState(false);
  const router = useRouter();
  const pathname = usePathname();

  const open = useEffectEvent(() => {
    setWanted(true);
    setOpen(true);
  });
  const search = useEffectEvent(() => {
    if (pathname === "/search") tellSearchField();
    else router.push("/search");
  });
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === "Control" || event.key === "Meta") void loadPalette();
    const isModified = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!isModified || event.code !== "KeyK" || event.isComposing) return;
    event.preventDefault();
    setWanted(true);
    setOpen((was) => !was);
  });
  useEffect(() => {
    window.addEventListener(OPEN_PALETTE_EVENT, open);
    window.addEventListener(OPEN_SEARCH_EVENT, search);
    window.addEventListener("keydown", onKey);
    return () => {
      window.removeEventListener(OPEN_PALETTE_EVENT, open);
      window.removeEventListener(OPEN_SEARCH_EVENT, search);
      window.removeEventListener("keydown", onKey);
    };
  }, []);

  if (!wasWanted) return null;
  return (
    <Suspense fallback={null}>
      <Palette isOpen={isOpen} onClose={() => setOpen(false)} />
    </Suspense>
  );
}
