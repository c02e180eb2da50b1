"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { cx } from "../ui/class-names";

/** Below this a pace is counted in tenths. */
const FINE_BELOW = 10;

interface RateFieldProps {
  rate: number;
  rates: { readonly max: number; readonly usual: number };
  /** What the server said of it; null: nothing. */
  error: string | null;
  onRate: (rate: number | null) => void;
}

/** Messages a second: a slider for the eye, a field for the exact. */
export function RateField({ rate, rates, error, onRate }: RateFieldProps) {
  const t = useTranslations("broadcastForm");
  const id = useId();
  const step = rates.max <= FINE_BELOW ? 0.1 : 1;
  const isHigh = rate > rates.max;
  const take = (value: number) => onRate(Number.isFinite(value) && value > 0 ? value : null);
  const wrong = error ?? (isHigh ? t("rate.tooHigh", { max: rates.max }) : null);
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={`${id}-exact`} className="font-medium">
        {t("rate.label")}
      </label>
      <div className="flex max-w-100 items-center gap-3">
        <input
          type="range"
          aria-label={t("rate.slider")}
          min={step}
          max={rates.max}
          step={step}
          value={Math.min(rate, rates.max)}
          onChange={(event) => take(Number(event.target.value))}
          className="min-h-8 min-w-0 flex-1 accent-accent pointer-coarse:min-h-11"
        />
        <input
          id={`${id}-exact`}
          type="number"
          inputMode="decimal"
          min={step}
          max={rates.max}
          step={step}
          value={rate}
          aria-invalid={wrong !== null || undefined}
          aria-describedby={`${id}-note`}
          onChange={(event) => take(event.target.valueAsNumber)}
          className={cx(
            "min-h-9 w-20 rounded-control border bg-panel px-2 text-right text-ink tabular-nums pointer-coarse:min-h-11 max-two:text-base",
            wrong === null ? "border-control" : "border-bad",
          )}
        />
      </div>
      {wrong === null ? (
        <p id={`${id}-note`} className="text-[12px] text-muted">
          {t("rate.hint", { usual: rates.usual, max: rates.max })}
        </p>
      ) : (
        <p id={`${id}-note`} role="alert" data-wrong="" className="text-[12px] text-bad-ink">
          {wrong}
        </p>
      )}
    </div>
  );
}
