"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "../ui/button";
import { type ChangeForm, type Form, type FormVariant, type Gap, sumOfShares } from "./form-state";
import { Step, Wrong } from "./step";
import { TemplateField } from "./template-field";
import { addVariant, evenShares, letterOf, MOST_VARIANTS, removeVariant, setShare } from "./variants";

interface TextStepProps {
  form: Form;
  onChange: ChangeForm;
  gaps: ReadonlySet<Gap>;
  /** What the server said of the text; null: nothing. */
  refusal: string | null;
  marketplace: string;
  maxChars: number;
}

/** The words: one text, or several that share the audience among them. */
export function TextStep({ form, onChange, gaps, refusal, marketplace, maxChars }: TextStepProps) {
  const t = useTranslations("broadcastForm");
  const { variants } = form;
  const isOne = variants.length === 1;
  const set = (changed: readonly FormVariant[]) => onChange({ variants: changed });
  const total = sumOfShares(form);
  return (
    <Step id="text" title={t("text.title")} hint={t("text.hint")}>
      {variants.map((variant, place) => (
        <div key={variant.id} className="flex flex-col gap-2">
          {!isOne && (
            <ShareLine
              letter={letterOf(place)}
              share={variant.share}
              onShare={(share) => set(setShare(variants, variant.id, share))}
              onRemove={() => set(removeVariant(variants, variant.id))}
            />
          )}
          <TemplateField
            label={isOne ? t("text.label") : t("text.labelOf", { letter: letterOf(place) })}
            template={variant.template}
            isMissing={gaps.has("text") && variant.template.trim() === ""}
            marketplace={marketplace}
            maxChars={maxChars}
            onTemplate={(template) =>
              set(variants.map((one) => (one.id === variant.id ? { ...one, template } : one)))
            }
          />
        </div>
      ))}
      <Wrong>{refusal}</Wrong>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        {variants.length < MOST_VARIANTS && (
          <Button onClick={() => set(addVariant(variants))}>
            <Plus size={15} aria-hidden="true" />
            {t(isOne ? "text.addFirst" : "text.add")}
          </Button>
        )}
        {isOne && <p className="min-w-52 flex-1 text-[12px] text-muted">{t("text.addHint")}</p>}
        {!isOne && total !== 100 && (
          <>
            <Wrong>{t("text.shares", { total })}</Wrong>
            <Button look="quiet" onClick={() => set(evenShares(variants))}>
              {t("text.even")}
            </Button>
          </>
        )}
      </div>
    </Step>
  );
}

interface ShareLineProps {
  letter: string;
  share: number;
  onShare: (share: number) => void;
  onRemove: () => void;
}

function ShareLine({ letter, share, onShare, onRemove }: ShareLineProps) {
  const t = useTranslations("broadcastForm");
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span className="font-medium">{t("text.variant", { letter })}</span>
      <label className="flex items-center gap-1.5 text-muted">
        {t("text.share")}
        <input
          type="number"
          inputMode="numeric"
          min={1}
          max={99}
          value={share === 0 ? "" : share}
          aria-label={t("text.shareOf", { letter })}
          onChange={(event) => onShare(Number(event.target.value))}
          className="min-h-8 w-16 rounded-control border border-control bg-panel px-2 text-right text-ink tabular-nums pointer-coarse:min-h-11 max-two:text-base"
        />
        %
      </label>
      <Button look="quiet" className="ml-auto" onClick={onRemove}>
        {t("text.remove", { letter })}
      </Button>
    </div>
  );
}
