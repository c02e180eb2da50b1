"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ProductDetails } from "@/lib/wire/products";
import { useMoney } from "../market/money";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { TextField } from "../ui/field";
import { ConfirmPrices, type PriceChange } from "./confirm-prices";
import { Part } from "./part";
import { isSameAmount, readPrice, toTyped } from "./price-rules";

/** What it costs, what is crossed out, and how far the marketplace may go down. */
export function PriceSection({ product, mayAct }: { product: ProductDetails; mayAct: boolean }) {
  const t = useTranslations("products");
  const money = useMoney();
  const [isOpen, setOpen] = useState(false);
  return (
    <Part
      title={t("columns.price")}
      action={mayAct && <Button onClick={() => setOpen(true)}>{t("changePrices")}</Button>}
    >
      <p className="font-semibold text-[22px] tabular-nums tracking-tight">
        {money(product.price, product.currency)}
        {product.old_price !== null && (
          <s className="ml-2 font-normal text-[15px] text-muted">
            <span className="sr-only">{t("oldPrice")} </span>
            {money(product.old_price, product.currency)}
          </s>
        )}
      </p>
      {product.min_price !== null && (
        <p className="text-muted tabular-nums">
          {t("minPrice", { price: money(product.min_price, product.currency) })}
        </p>
      )}
      {isOpen && <ChangePrices product={product} onClose={() => setOpen(false)} />}
    </Part>
  );
}

/** What was typed for a price that may be left out: undefined leaves it, null is no price. */
function readOptional(typed: string, before: string | null): string | undefined | null {
  if (typed.trim() === "") return before === null ? undefined : "0.00";
  const price = readPrice(typed);
  return price !== null && isSameAmount(price, before) ? undefined : price;
}

function ChangePrices({ product, onClose }: { product: ProductDetails; onClose: () => void }) {
  const t = useTranslations("productActs");
  const common = useTranslations("common");
  const money = useMoney();
  const [price, setPrice] = useState(toTyped(product.price));
  const [oldPrice, setOldPrice] = useState(toTyped(product.old_price));
  const [minPrice, setMinPrice] = useState(toTyped(product.min_price));
  const [change, setChange] = useState<PriceChange | null>(null);
  const [readP, readOld, readMin] = [
    readPrice(price),
    readOptional(oldPrice, product.old_price),
    readOptional(minPrice, product.min_price),
  ];
  const isSame = isSameAmount(readP, product.price) && readOld === undefined && readMin === undefined;
  const isWrong = readP === null || readOld === null || readMin === null;

  function ask() {
    if (readP === null || readOld === null || readMin === null || isSame) return;
    const say = (amount: string | null) => money(amount, product.currency);
    const notes = [
      readOld === undefined ? null : t("oldBecomes", { before: say(product.old_price), after: say(readOld) }),
      readMin === undefined ? null : t("minBecomes", { before: say(product.min_price), after: say(readMin) }),
    ].filter((note) => note !== null);
    setChange({
      offerId: product.offer_id,
      name: product.name,
      currency: product.currency,
      before: product.price,
      price: readP,
      oldPrice: readOld,
      minPrice: readMin,
      note: notes.length === 0 ? undefined : notes.join(" · "),
    });
  }
  if (change !== null) {
    return (
      <ConfirmPrices
        sellerId={product.seller_id}
        title={t("priceTitle")}
        changes={[change]}
        onClose={() => setChange(null)}
        onSent={onClose}
      />
    );
  }
  const was = (amount: string | null) => t("was", { value: money(amount, product.currency) });
  return (
    <Dialog isOpen onClose={onClose} title={t("changePrices")} closeLabel={common("close")}>
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          ask();
        }}
      >
        <TextField
          label={t("price")}
          inputMode="decimal"
          autoComplete="off"
          value={price}
          hint={was(product.price)}
          error={readP === null ? t("notANumber") : null}
          onChange={(event) => setPrice(event.target.value)}
        />
        <TextField
          label={t("oldPrice")}
          inputMode="decimal"
          autoComplete="off"
          value={oldPrice}
          hint={was(product.old_price)}
          error={readOld === null ? t("notANumber") : null}
          onChange={(event) => setOldPrice(event.target.value)}
        />
        <TextField
          label={t("minPrice")}
          inputMode="decimal"
          autoComplete="off"
          value={minPrice}
          hint={was(product.min_price)}
          error={readMin === null ? t("notANumber") : null}
          onChange={(event) => setMinPrice(event.target.value)}
        />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" look="primary" disabled={isWrong || isSame}>
            {t("next")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
