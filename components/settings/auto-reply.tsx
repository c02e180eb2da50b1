"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { cx } from "../ui/class-names";

const MOST_CHARS = 1000; // what every dialect of the marketplace takes in one message

interface AutoReplyProps {
  text: string | null;
  isAlwaysOpen: boolean;
  onChange: (text: string | null) => void;
}

/** What is said by itself to who writes outside business hours; kept when the field is left. */
export function AutoReply({ text, isAlwaysOpen, onChange }: AutoReplyProps) {
  const t = useTranslations("service");
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? text ?? "";
  const isEmpty = typed !== null && typed.trim() === "";
  function keep() {
    if (typed === null || isEmpty) return;
    setTyped(null);
    if (typed.trim() !== text) onChange(typed.trim());
  }
  return (
    <>
      <label className="flex min-h-8 w-fit cursor-pointer items-center gap-2 pointer-coarse:min-h-11">
        <input
          type="checkbox"
          checked={text !== null}
          onChange={(event) => {
            setTyped(null);
            onChange(event.target.checked ? t("autoDefault") : null);
          }}
          className="size-4 accent-accent"
        />
        {t("autoOn")}
      </label>
      {isAlwaysOpen && text !== null && <p className="text-warn-ink">{t("autoAlways")}</p>}
      {text !== null && (
        <div className="flex flex-col gap-1">
          <label htmlFor={id} className="font-medium">
            {t("autoText")}
          </label>
          <textarea
            id={id}
            rows={4}
            maxLength={MOST_CHARS}
            value={shown}
            aria-invalid={isEmpty || undefined}
            aria-describedby={`${id}-note`}
            onChange={(event) => setTyped(event.target.value)}
            onBlur={keep}
            className={cx(
              "w-full resize-y rounded-control border bg-panel px-2.5 py-2 max-two:text-base",
              isEmpty ? "border-bad" : "border-control",
            )}
          />
          <p id={`${id}-note`} className="flex justify-between gap-3 text-[12px] text-muted">
            <span role="alert" className="text-bad-ink">
              {isEmpty && t("autoEmpty")}
            </span>
            <span className="tabular-nums">{t("autoCount", { count: shown.length, limit: MOST_CHARS })}</span>
          </p>
        </div>
      )}
    </>
  );
}
