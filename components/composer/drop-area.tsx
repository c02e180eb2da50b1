"use client";

import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useState } from "react";

/** Files dropped anywhere on the desk go to the open chat; while they are held over it, it says so. */
export function DropArea({ onFiles }: { onFiles: (files: File[]) => void }) {
  const t = useTranslations("files");
  const [isOver, setOver] = useState(false);
  const take = useEffectEvent((files: File[]) => onFiles(files));
  useEffect(() => {
    let depth = 0; // the pointer enters a child before it leaves its parent
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") === true;
    function onEnter(event: DragEvent) {
      if (!hasFiles(event)) return;
      depth += 1;
      setOver(true);
    }
    function onLeave(event: DragEvent) {
      if (!hasFiles(event)) return;
      depth -= 1;
      if (depth <= 0) setOver(false);
    }
    function onMove(event: DragEvent) {
      if (hasFiles(event)) event.preventDefault(); // else the browser would open the file
    }
    function onDrop(event: DragEvent) {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
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
  if (!isOver) return null;
  return (
    <div className="pointer-events-none absolute inset-0 z-20 grid place-items-center rounded-bubble border-2 border-accent border-dashed bg-accent-soft font-medium text-accent-ink">
      {t("dropHere")}
    </div>
  );
}
