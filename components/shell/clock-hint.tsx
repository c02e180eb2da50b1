"use client";

import { Clock, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState, useSyncExternalStore } from "react";
import { IconButton } from "../ui/button";
import { clockCorrection } from "./server-clock";
import { useTimeWords } from "./use-time-words";

/** A clock that is off by less confuses nobody. */
const WORTH_SAYING_MS = 120_000;

/** Says quietly that this computer's clock is wrong and that the deadlines are right all the same. */
export function ClockHint() {
  const t = useTranslations("banner");
  const words = useTimeWords();
  const [isKnown, setKnown] = useState(false);
  const correctionMs = useSyncExternalStore(
    clockCorrection.subscribe,
    clockCorrection.read,
    clockCorrection.readOnServer,
  );
  if (isKnown || Math.abs(correctionMs) < WORTH_SAYING_MS) return null;
  const time = words.duration(Math.abs(correctionMs));
  return (
    <div
      role="status"
      className="flex shrink-0 items-center gap-2.5 border-line border-b bg-rail px-4 py-1 text-muted"
    >
      <Clock size={15} aria-hidden="true" className="shrink-0" />
      <p className="min-w-0 flex-1">
        {correctionMs < 0 ? t("clockFast", { time }) : t("clockSlow", { time })}
      </p>
      <IconButton label={t("dismiss")} onClick={() => setKnown(true)}>
        <X size={15} aria-hidden="true" />
      </IconButton>
    </div>
  );
}
