"use client";

import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useState } from "react";
import { createPortal } from "react-dom";

/** Files dropped anywhere on the desk go to the open chat; while they are held over it, it says so. */
export function DropArea({ onFiles }: { onFiles: (files: File[]) => void }) {
  const t = useTranslations("files");
  const [place, setPlace] = useState<DOMRect | null>(null);
  const take = useEffectEvent((files: File[]) => onFiles(files));
  useEffect(() => {
    let depth = 0; // the pointer enters a child before it leaves its parent
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") === true;
    function onEnter(event: DragEvent) {
      if (!hasFiles(event)) return;
      depth += 1;
      setPlace(document.getElementById("content")?.getBoundingClientRect() ?? null);
    }
    function onLeave(event: DragEvent) {
      if (!hasFiles(event)) return;
      depth -= 1;
      if (depth <= 0) setPlace(null);
    }
    function onMove(event: DragEvent) {
      if (hasFiles(event)) event.preventDefault(); // else the browser would open the file
    }
    function onDrop(event: DragEvent) {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setPlace(null);
      take([...(event.dataTransfer?.files ?? [])]);
    }
    const listeners = { dragenter: onEnter, dragleave: onLeave, dragover: onMove, drop: onDrop } as const;
    for (const [name, listener] of Object.entries(listeners))
      window.addEventListener(name, listener as EventListener); // names and events belong together
    return () => {
      for (const [name, listener] of Object.entries(listeners))
        window.removeEventListener(name, listener as EventListener);
    };
  }, []);
  if (place === null) return null;
  const { left, top, width, height } = place;
  return createPortal(
    <div
      style={{ left, top, width, height }}
      className="pointer-events-none fixed z-30 grid animate-[appear_120ms_ease-out] place-items-center bg-bg/70 p-4"
    >
      <p className="grid size-full place-items-center rounded-bubble border-2 border-accent border-dashed bg-accent-soft/90 font-medium text-[15px] text-accent-ink">
        {t("dropHere")}
      </p>
    </div>,
    document.body,
  );
}
