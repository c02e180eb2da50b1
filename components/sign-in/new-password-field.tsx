"use client";

import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { cx } from "../ui/class-names";
import { PasswordField } from "./password-field";
import { judgePassword, type PasswordStrength, strengthLevels } from "./password-strength";

const PARTS = [1, 2, 3] as const;
const fills = ["bg-transparent", "bg-warn", "bg-accent", "bg-ok"] as const;

function useStrengthText(): (strength: PasswordStrength) => string {
  const t = useTranslations("auth");
  return (strength) => {
    switch (strength.kind) {
      case "empty":
        return t("passwordHint");
      case "short":
        return t("strengthShort", { missing: strength.missing });
      case "personal":
        return t("strengthPersonal");
      case "plain":
        return t("strengthPlain");
      case "fair":
        return t("strengthFair");
      case "good":
        return t("strengthGood");
      default:
        return strength satisfies never;
    }
  };
}

interface NewPasswordFieldProps extends ComponentProps<typeof PasswordField> {
  value: string;
  /** The person's name and address: bad material for a password. */
  known?: readonly string[];
}

/** A password that is being chosen, with a word on how good it is; the words keep their place, nothing jumps. */
export function NewPasswordField({ known, ...field }: NewPasswordFieldProps) {
  const strengthText = useStrengthText();
  const strength = judgePassword(field.value, known);
  const level = strengthLevels[strength.kind];
  return (
    <div>
      <PasswordField name="new-password" autoComplete="new-password" {...field} />
      <div aria-hidden="true" className="mt-1.5 flex gap-1">
        {PARTS.map((part) => (
          <span
            key={part}
            className={cx(
              "h-1 flex-1 rounded-full transition-colors duration-120",
              part <= level ? fills[level] : "bg-line",
            )}
          />
        ))}
      </div>
      <p role="status" className="mt-1 min-h-4.5 text-[12px] text-muted">
        {strengthText(strength)}
      </p>
    </div>
  );
}
