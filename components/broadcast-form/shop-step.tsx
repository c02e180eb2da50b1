"use client";

import { useTranslations } from "next-intl";
import type { Seller } from "@/lib/wire/sellers";
import { SelectField, TextField } from "../ui/field";
import { type ChangeForm, emptyForm, type Form, type Gap } from "./form-state";
import { Step, Wrong } from "./step";

const MOST_NAME_CHARS = 200;

interface ShopStepProps {
  form: Form;
  onChange: ChangeForm;
  sellers: readonly Seller[];
  gaps: ReadonlySet<Gap>;
  /** A draft stays with its shop. */
  isFixed: boolean;
  refusal: string | null;
}

/** Whose buyers, and what the broadcast is called. */
export function ShopStep({ form, onChange, sellers, gaps, isFixed, refusal }: ShopStepProps) {
  const t = useTranslations("broadcastForm");
  /** What was chosen from one shop's orders and pace says nothing at another one. */
  function choose(sellerId: string) {
    const { categories: _, offer_ids: __, ...filters } = form.filters;
    onChange({ sellerId, filters, rate: emptyForm(form.timeZone).rate });
  }
  return (
    <Step id="seller" title={t("shop.title")}>
      <div className="grid gap-3 two:grid-cols-2">
        <SelectField
          label={t("shop.label")}
          hint={isFixed ? t("shop.fixed") : undefined}
          disabled={isFixed}
          value={form.sellerId ?? ""}
          options={sellers.map(({ id, name, status }) => ({
            value: id,
            label: status === "active" ? name : t("shop.stopped", { name }),
          }))}
          onChange={(event) => choose(event.target.value)}
        />
        <TextField
          label={t("shop.name")}
          hint={t("shop.nameHint")}
          value={form.name}
          maxLength={MOST_NAME_CHARS}
          autoComplete="off"
          onChange={(event) => onChange({ name: event.target.value })}
        />
      </div>
      {gaps.has("seller") && <Wrong>{t("shop.missing")}</Wrong>}
      <Wrong>{refusal}</Wrong>
    </Step>
  );
}
