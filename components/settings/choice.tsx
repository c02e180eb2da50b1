"use client";

import { useId } from "react";
import { cx } from "../ui/class-names";

interface ChoiceProps<Value extends string> {
  label: string;
  /** Where a heading just above says it already. */
  isLabelHidden?: boolean;
  hint?: string;
  value: Value;
  options: readonly { readonly value: Value; readonly label: string; readonly hint?: string }[];
  /** One under the other with their hints, for choices that need a sentence. */
  isList?: boolean;
  isDisabled?: boolean;
  onChange: (value: Value) => void;
}

/** One of a few, all of them in sight. */
export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { label, isLabelHidden, hint, value, options, isList, isDisabled, onChange } = props;
  const id = useId();
  return (
    <fieldset
      disabled={isDisabled}
      aria-describedby={hint ? `${id}-hint` : undefined}
      className="flex flex-col gap-1"
    >
      <legend className={isLabelHidden ? "sr-only" : "mb-1 font-medium"}>{label}</legend>
      <div className={cx("flex", isList ? "flex-col gap-1" : "flex-wrap gap-1.5")}>
        {options.map((option) => (
          <label
            key={option.value}
            className={cx(
              "flex min-h-8 cursor-pointer gap-2 rounded-control border px-3 py-1 transition-colors duration-120 pointer-coarse:min-h-11",
              "has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2",
              isList ? "items-start py-2" : "items-center",
              option.value === value
                ? "border-accent bg-accent-soft text-accent-ink"
                : "border-line bg-panel hover:bg-hover",
            )}
          >
            <input
              type="radio"
              name={id}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              className={cx("size-3.5 shrink-0 accent-accent outline-none", isList && "mt-0.75")}
            />
            <span className="min-w-0">
              <span className={cx(isList && "font-medium")}>{option.label}</span>
              {option.hint && <span className="block text-muted">{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
      {hint && (
        <p id={`${id}-hint`} className="text-[12px] text-muted">
          {hint}
        </p>
      )}
    </fieldset>
  );
}
