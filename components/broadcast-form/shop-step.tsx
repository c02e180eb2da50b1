"use client";

import { useTranslations } from "next-intl";
import type { Seller } from "@/lib/wire/sellers";
import { Choice } from "../settings/choice";
import { TextField } from "../ui/field";
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
  const shown = isFixed ? sellers.filter(({ id }) => id === form.sellerId) : sellers;
  return (
    <Step id="seller" title={t("shop.title")}>
      <Choice
        label={t("shop.title")}
        isLabelHidden
        value={form.sellerId ?? ""}
        options={shown.map(({ id, name, status }) => ({
          value: id,
          label: status === "active" ? name : t("shop.stopped", { name }),
        }))}
        onChange={choose}
      />
      {isFixed && <p className="text-[12px] text-muted">{t("shop.fixed")}</p>}
      {gaps.has("seller") && <Wrong>{t("shop.missing")}</Wrong>}
      <Wrong>{refusal}</Wrong>
      <div className="max-w-100">
        <TextField
          label={t("shop.name")}
          hint={t("shop.nameHint")}
          value={form.name}
          maxLength={MOST_NAME_CHARS}
          autoComplete="off"
          onChange={(event) => onChange({ name: event.target.value })}
        />
      </div>
    </Step>
  );
}
