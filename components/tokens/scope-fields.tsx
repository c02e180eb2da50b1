"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import type { Permission } from "@/lib/wire/endpoint";
import { scopeGroups, scopeTexts } from "./scope-words";

interface ScopeFieldsProps {
  chosen: readonly Permission[];
  isWrong: boolean;
  onChange: (chosen: Permission[]) => void;
}

/** What a token may do, in sentences, by how far it reaches. */
export function ScopeFields({ chosen, isWrong, onChange }: ScopeFieldsProps) {
  const t = useTranslations("apiTokens");
  const id = useId();
  function toggle(scope: Permission, isChosen: boolean) {
    onChange(isChosen ? [...chosen, scope] : chosen.filter((one) => one !== scope));
  }
  return (
    <div className="flex flex-col gap-3 border-line border-l pl-4">
      {scopeGroups.map((group, place) => (
        <fieldset key={group.key} aria-describedby={isWrong ? `${id}-wrong` : undefined}>
          <legend className="mb-0.5 text-[12px] text-muted">{t(group.key)}</legend>
          {group.scopes.map((scope, index) => (
            <label
              key={scope}
              className="flex min-h-7 cursor-pointer items-start gap-2 py-0.5 pointer-coarse:min-h-11 pointer-coarse:items-center"
            >
              <input
                type="checkbox"
                checked={chosen.includes(scope)}
                aria-invalid={(isWrong && place === 0 && index === 0) || undefined}
                onChange={(event) => toggle(scope, event.target.checked)}
                className="mt-0.5 size-4 shrink-0 accent-accent pointer-coarse:mt-0"
              />
              <span className="first-letter:uppercase">{t(scopeTexts[scope])}</span>
            </label>
          ))}
        </fieldset>
      ))}
      {isWrong && (
        <p id={`${id}-wrong`} role="alert" className="text-[12px] text-bad-ink">
          {t("scopeEmpty")}
        </p>
      )}
    </div>
  );
}
