"use client";

import { useTranslations } from "next-intl";
import { Button } from "../ui/button";

interface EarlierLineProps {
  earlier: "restored" | "offered" | null;
  onTake: () => void;
  onBeginAnew: () => void;
}

/** Tells of a broadcast that was begun in this tab and left. */
export function EarlierLine({ earlier, onTake, onBeginAnew }: EarlierLineProps) {
  const t = useTranslations("broadcastForm.earlier");
  if (earlier === null) return null;
  return (
    <p className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-1 rounded-control bg-theirs px-3 py-1.5">
      <span className="min-w-52 flex-1">{t(earlier)}</span>
      {earlier === "restored" ? (
        <Button look="quiet" onClick={onBeginAnew}>
          {t("beginAnew")}
        </Button>
      ) : (
        <Button look="quiet" onClick={onTake}>
          {t("take")}
        </Button>
      )}
    </p>
  );
}
