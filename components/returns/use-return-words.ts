"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { Returned } from "@/lib/wire/returns";
import { useTimeWords } from "../shell/use-time-words";

const tones = {
  asked: "accent",
  approved: "plain",
  on_way: "plain",
  at_pickup: "accent",
  received: "plain",
  disputed: "warn",
  rejected: "plain",
  refunded: "plain",
  compensated: "plain",
  disposed: "plain",
  unknown: "plain",
} as const;

/** Kinds of return that the marketplace writes as codes. */
const knownTypes = ["Cancellation", "FullReturn", "PartialReturn", "ClientReturn", "Unknown"] as const;
type KnownType = (typeof knownTypes)[number];
const isKnownType = (type: string | null): type is KnownType => knownTypes.some((known) => known === type);

/** A return in the words of the desk. */
export function useReturnWords() {
  const t = useTranslations("returns");
  const times = useTimeWords();
  return useMemo(
    () => ({
      state: ({ state }: Pick<Returned, "state">) => ({ text: t(`states.${state}`), tone: tones[state] }),
      scheme: (scheme: Returned["scheme"]) => t(`schemes.${scheme}`),
      kind: (kind: Returned["kind"]) => t(`kinds.${kind}`),
      /** How it comes back; words that nobody knows stand as they came. */
      type: (type: string | null) => (isKnownType(type) ? t(`types.${type}`) : type),
      /** By what people call it. */
      number: ({ number, external_id }: Pick<Returned, "number" | "external_id">) => number ?? external_id,
      name: ({ product_name, offer_id, sku }: Pick<Returned, "product_name" | "offer_id" | "sku">) =>
        product_name ?? offer_id ?? sku ?? t("noName"),
      /** Where the goods are, and where they go. */
      place({ place, target_place }: Pick<Returned, "place" | "target_place">): string | null {
        if (place !== null && target_place !== null && place !== target_place)
          return `${place} → ${target_place}`;
        return place ?? target_place;
      },
      /** When it last changed, as far as is known: "сегодня, 18:00". */
      changed({ changed_at, created_at }: Pick<Returned, "changed_at" | "created_at">, nowMs: number) {
        const at = changed_at ?? created_at;
        return at === null || nowMs === 0 ? null : times.moment(new Date(at), nowMs);
      },
    }),
    [t, times],
  );
}

export type ReturnWords = ReturnType<typeof useReturnWords>;
