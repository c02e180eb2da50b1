"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import type { Seller } from "@/lib/wire/sellers";
import { useSellers } from "../sellers/queries";
import { Button } from "../ui/button";
import { TextField } from "../ui/field";

/** Fewer are seen at a glance. */
const SEARCH_FROM = 7;

const marketplaceTexts = { ozon: "ozon", wildberries: "wildberries", yandex: "yandex" } as const;

interface SellerPickerProps {
  chosen: readonly string[];
  onChange: (ids: readonly string[]) => void;
}

/** Whose chats an operator sees: one by one, found by name, or all of a marketplace at once. */
export function SellerPicker({ chosen, onChange }: SellerPickerProps) {
  const t = useTranslations("teamwork");
  const id = useId();
  const { data: sellers } = useSellers();
  const [words, setWords] = useState("");
  if (sellers === undefined) return <div className="skeleton h-24 w-full" />;
  if (sellers.length === 0) return <p className="text-[12px] text-muted">{t("sellersMissing")}</p>;
  const wanted = words.trim().toLocaleLowerCase();
  const found = sellers.filter((seller) => seller.name.toLocaleLowerCase().includes(wanted));
  const count = sellers.filter((seller) => chosen.includes(seller.id)).length;
  return (
    <fieldset aria-describedby={`${id}-note`} className="flex flex-col gap-1.5">
      <legend className="mb-1 font-medium">{t("sellers")}</legend>
      <QuickChoices sellers={sellers} chosen={chosen} onChange={onChange} />
      {sellers.length >= SEARCH_FROM && (
        <TextField
          label={t("sellerSearch")}
          type="search"
          value={words}
          autoComplete="off"
          onChange={(event) => setWords(event.target.value)}
        />
      )}
      <div className="flex max-h-52 flex-col overflow-y-auto rounded-control border border-line">
        {found.map((seller) => (
          <label
            key={seller.id}
            className="flex min-h-8 shrink-0 cursor-pointer items-center gap-2 px-2.5 py-1 hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:-outline-offset-2 pointer-coarse:min-h-11"
          >
            <input
              type="checkbox"
              checked={chosen.includes(seller.id)}
              onChange={(event) =>
                onChange(
                  event.target.checked ? [...chosen, seller.id] : chosen.filter((one) => one !== seller.id),
                )
              }
              className="size-3.5 shrink-0 accent-accent outline-none"
            />
            <span className="min-w-0 truncate">{seller.name}</span>
          </label>
        ))}
        {found.length === 0 && <p className="px-2.5 py-2 text-muted">{t("sellersNotFound")}</p>}
      </div>
      <p id={`${id}-note`} className="text-[12px] text-muted">
        {count === 0
          ? t("sellersNone")
          : `${t("sellersChosen", { count, total: sellers.length })}. ${t("sellersHint")}`}
      </p>
    </fieldset>
  );
}

interface QuickChoicesProps extends SellerPickerProps {
  sellers: readonly Seller[];
}

function QuickChoices({ sellers, chosen, onChange }: QuickChoicesProps) {
  const t = useTranslations("teamwork");
  const names = useTranslations("marketplaces");
  const nameOf = (marketplace: string) => {
    const known = Object.entries(marketplaceTexts).find(([key]) => key === marketplace)?.[1];
    return names(known ?? "other");
  };
  const marketplaces = [...new Set(sellers.map((seller) => seller.marketplace))];
  const addAll = (marketplace: string) => {
    const all = sellers.filter((seller) => seller.marketplace === marketplace).map(({ id }) => id);
    onChange([...new Set([...chosen, ...all])]);
  };
  return (
    <div className="flex flex-wrap gap-1.5">
      {marketplaces.map((marketplace) => (
        <Button key={marketplace} onClick={() => addAll(marketplace)}>
          {t("allOf", { marketplace: nameOf(marketplace) })}
        </Button>
      ))}
      <Button look="quiet" disabled={chosen.length === 0} onClick={() => onChange([])}>
        {t("clearSellers")}
      </Button>
    </div>
  );
}
