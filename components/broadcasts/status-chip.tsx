"use client";

import { useTranslations } from "next-intl";
import type { Broadcast } from "@/lib/wire/broadcasts";
import { Chip } from "../ui/chip";
import { saidStatus, toneOf } from "./broadcast-state";

/** The state of a broadcast in a word. */
export function StatusChip({ broadcast }: { broadcast: Pick<Broadcast, "status" | "kind" | "approval"> }) {
  const t = useTranslations("broadcasts");
  const said = saidStatus(broadcast);
  return <Chip tone={toneOf(said)}>{t(`statuses.${said}`)}</Chip>;
}
