"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Product } from "@/lib/wire/products";
import { useMoney } from "../market/money";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { SelectField, TextField } from "../ui/field";
import { ConfirmPrices, type PriceChange } from "./confirm-prices";
import { isSameAmount, type PriceStep, readPrice, stepPrice } from "./price-rules";

interface BulkPricesProps {
  sellerId: string;
  products: readonly Product[];
  onClose: () => void;
  onSent: () => void;
}

const ways = ["down-percent", "up-percent", "down-amount", "up-amount", "set-amount"] as const;
const roundings = [1, 100, 1000] as const;

const steps: Record<(typeof ways)[number], Pick<PriceStep, "way" | "by">> = {
  "down-percent": { way: "down", by: "percent" },
  "up-percent": { way: "up", by: "percent" },
  "down-amount": { way: "down", by: "amount" },
  "up-amount": { way: "up", by: "amount" },
  "set-amount": { way: "set", by: "amount" },
};

/** The same change for many prices; every line is seen before it is sent. */
export function BulkPrices({ sellerId, products, onClose, onSent }: BulkPricesProps) {
  const t = useTranslations("productActs");
  const common = useTranslations("common");
  const [way, setWay] = useState<(typeof ways)[number]>("down-percent");
  const [typed, setTyped] = useState("");
  const [roundTo, setRoundTo] = useState<PriceStep["roundTo"]>(100);
  const [isSeen, setSeen] = useState(false);
  const changes = changesOf(products, { ...steps[way], typed, roundTo });
  const isTyped = readPrice(typed) !== null;
  const title = t("bulkPricesTitle", { count: products.length });
  if (isSeen) {
    return (
      <ConfirmPrices
        sellerId={sellerId}
        title={title}
        changes={changes}
        onClose={() => setSeen(false)}
        onSent={onSent}
      />
    );
  }
  return (
    <Dialog isOpen onClose={onClose} title={title} closeLabel={common("close")}>
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (changes.length > 0) setSeen(true);
        }}
      >
        <SelectField
          label={t("how")}
          value={way}
          options={ways.map((value) => ({ value, label: t(`ways.${value}`) }))}
          onChange={(event) => setWay(ways.find((value) => value === event.target.value) ?? "down-percent")}
        />
        <TextField
          label={t(steps[way].by === "percent" ? "byPercent" : "byAmount")}
          inputMode="decimal"
          autoComplete="off"
          value={typed}
          error={typed.trim() !== "" && !isTyped ? t("notANumber") : null}
          onChange={(event) => setTyped(event.target.value)}
        />
        {steps[way].way !== "set" && (
          <SelectField
            label={t("rounding")}
            value={String(roundTo)}
            options={roundings.map((value) => ({ value: String(value), label: t(`roundings.${value}`) }))}
            onChange={(event) =>
              setRoundTo(roundings.find((value) => String(value) === event.target.value) ?? 100)
            }
          />
        )}
        <Example changes={isTyped ? changes : []} of={products.length} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" look="primary" disabled={changes.length === 0}>
            {t("showAllPrices")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function changesOf(products: readonly Product[], step: PriceStep): readonly PriceChange[] {
  return products.flatMap((product): PriceChange[] => {
    const price = stepPrice(product.price, step);
    if (price === null || isSameAmount(price, product.price)) return [];
    const { offer_id: offerId, name, currency, price: before } = product;
    return [{ offerId, name, currency, before, price }];
  });
}

/** What the step does, by its first product; its place is kept before there is one. */
function Example({ changes, of }: { changes: readonly PriceChange[]; of: number }) {
  const t = useTranslations("productActs");
  const money = useMoney();
  const first = changes[0];
  return (
    <p role="status" className="min-h-9 text-[12.5px] text-muted tabular-nums">
      {first !== undefined &&
        t("example", {
          count: changes.length,
          of,
          article: first.offerId,
          before: money(first.before, first.currency),
          after: money(first.price, first.currency),
        })}
    </p>
  );
}
