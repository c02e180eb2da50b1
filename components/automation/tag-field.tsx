"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { useTags } from "../inbox/tags-query";
import { TextField } from "../ui/field";

const MOST_CHARS = 40;

/** A tag by its name, with the known ones at hand; a new one is made when the rule is kept. */
export function TagField({
  tag,
  isWrong,
  onChange,
}: {
  tag: string;
  isWrong: boolean;
  onChange: (tag: string) => void;
}) {
  const t = useTranslations("automation");
  const id = useId();
  const { data: tags } = useTags();
  const name = tag.trim().toLowerCase();
  const isNew = tags !== undefined && name !== "" && !tags.some((one) => one.name.toLowerCase() === name);
  return (
    <div className="max-w-80">
      <TextField
        label={t("tagLabel")}
        list={id}
        value={tag}
        maxLength={MOST_CHARS}
        autoComplete="off"
        hint={isNew ? t("tagNew") : undefined}
        aria-invalid={isWrong || undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={id}>
        {tags?.map((one) => (
          <option key={one.id} value={one.name} />
        ))}
      </datalist>
    </div>
  );
}
