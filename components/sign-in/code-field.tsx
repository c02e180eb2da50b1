"use client";

import type { ComponentProps } from "react";
import { TextField } from "../ui/field";

const DIGITS = 6;

interface CodeFieldProps extends Omit<ComponentProps<typeof TextField>, "onChange" | "value"> {
  value: string;
  onType: (digits: string) => void;
  /** Called once with the sixth digit, typed, pasted or filled in by the phone. */
  onFull: (digits: string) => void;
}

/** Six digits from the app. Spaces and dashes of what is pasted fall away. */
export function CodeField({ value, onType, onFull, ...field }: CodeFieldProps) {
  return (
    <TextField
      inputMode="numeric"
      autoComplete="one-time-code"
      spellCheck={false}
      {...field}
      value={value}
      className="text-[18px] tabular-nums tracking-[0.3em]"
      onChange={(event) => {
        const digits = event.target.value.replaceAll(/\D/g, "").slice(0, DIGITS);
        onType(digits);
        if (digits.length === DIGITS && digits !== value) onFull(digits);
      }}
    />
  );
}

/** Whether all digits are there. */
export function isFullCode(digits: string): boolean {
  return digits.length === DIGITS;
}
