"use client";

import { useTranslations } from "next-intl";
import type { Role } from "@/lib/wire/users";
import { useSellers } from "../sellers/queries";
import { namesOf } from "./seller-words";

/** "Магазин А, Магазин Б и ещё 3", or in words that it is all or none. */
export function useSellerLine(): (person: { role: Role; seller_ids: readonly string[] }) => string {
  const t = useTranslations("teamwork");
  const { data: sellers = [] } = useSellers();
  return ({ role, seller_ids: ids }) => {
    if (role !== "operator") return t("allSellers");
    const { names, more } = namesOf(sellers, ids);
    if (names === "") return t("noSellers");
    return more === 0 ? names : t("moreSellers", { names, count: more });
  };
}
