"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useId, useState } from "react";
import { cx } from "../ui/class-names";
import type { AttributeValue, CategoryAttribute } from "./attribute-changes";
import { type KindOfProduct, useAttributeValues } from "./queries";

interface AttributeEditorProps {
  kind: KindOfProduct;
  attribute: CategoryAttribute;
  values: readonly AttributeValue[];
  onChange: (values: readonly AttributeValue[]) => void;
}

const fieldLook =
  "block min-h-8 w-full rounded-control border border-control bg-panel px-2.5 py-1 pointer-coarse:min-h-11 max-two:text-base";

/** One attribute: yes or no, words of one's own, or words of its dictionary. */
export function AttributeEditor({ kind, attribute, values, onChange }: AttributeEditorProps) {
  const t = useTranslations("productActs");
  const id = useId();
  const own = (value: string): AttributeValue => ({ value, dictionary_value_id: null });
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="font-medium">
        {attribute.name}
        {attribute.is_required && (
          <span className="ml-1.5 font-normal text-[12px] text-warn-ink">{t("required")}</span>
        )}
      </label>
      {attribute.dictionary_id !== null ? (
        <DictionaryField id={id} kind={kind} attribute={attribute} values={values} onChange={onChange} />
      ) : attribute.type.toLowerCase() === "boolean" ? (
        <select
          id={id}
          className={fieldLook}
          value={values[0]?.value.toLowerCase() ?? ""}
          onChange={(event) => onChange(event.target.value === "" ? [] : [own(event.target.value)])}
        >
          <option value="">{t("notSaid")}</option>
          <option value="true">{t("yes")}</option>
          <option value="false">{t("no")}</option>
        </select>
      ) : (
        <textarea
          id={id}
          rows={attribute.is_collection || (values[0]?.value.length ?? 0) > 80 ? 3 : 1}
          className={fieldLook}
          value={values.map(({ value }) => value).join(attribute.is_collection ? "\n" : "")}
          onChange={(event) => {
            const parts = attribute.is_collection ? event.target.value.split("\n") : [event.target.value];
            onChange(event.target.value === "" ? [] : parts.map(own));
          }}
        />
      )}
      {attribute.is_collection && attribute.dictionary_id === null && (
        <p className="text-[12px] text-muted">{t("onePerLine")}</p>
      )}
    </div>
  );
}

const ASK_AFTER_MS = 250;

/** Words that hold still for a moment: what is asked of the server. */
function useSettled(words: string): string {
  const [settled, setSettled] = useState(words);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(words), ASK_AFTER_MS);
    return () => clearTimeout(timer);
  }, [words]);
  return settled;
}

interface DictionaryFieldProps extends AttributeEditorProps {
  id: string;
}

/** Values of the category's dictionary, found by words; several where the attribute holds several. */
function DictionaryField({ id, kind, attribute, values, onChange }: DictionaryFieldProps) {
  const t = useTranslations("productActs");
  const [words, setWords] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const sought = useSettled(words.trim());
  const { data: found = [], isFetching } = useAttributeValues(kind, attribute.id, sought, isOpen);
  function take(index: number) {
    const value = found[index];
    if (value === undefined) return;
    const taken = { value: value.value, dictionary_value_id: value.id };
    const others = values.filter(({ dictionary_value_id }) => dictionary_value_id !== value.id);
    onChange(attribute.is_collection ? [...others, taken] : [taken]);
    setWords("");
    setOpen(false);
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only watches where the focus goes; nothing is pressed here
    <div
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      {values.length > 0 && (
        <ul className="mb-1 flex flex-wrap gap-1">
          {values.map((value) => (
            <li
              key={`${value.dictionary_value_id} ${value.value}`}
              className="flex min-h-7 items-center gap-1 rounded-control bg-theirs pl-2"
            >
              <bdi>{value.value}</bdi>
              <button
                type="button"
                aria-label={t("takeOut", { value: value.value })}
                onClick={() => onChange(values.filter((other) => other !== value))}
                className="grid size-7 place-items-center rounded-control text-muted hover:text-ink pointer-coarse:size-11"
              >
                <X size={13} aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <input
        id={id}
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={`${id}-values`}
        aria-activedescendant={isOpen && found[at] !== undefined ? `${id}-${at}` : undefined}
        autoComplete="off"
        placeholder={t("findValue")}
        className={fieldLook}
        value={words}
        onFocus={() => setOpen(true)}
        onChange={(event) => {
          setWords(event.target.value);
          setAt(0);
          setOpen(true);
        }}
        onKeyDown={(event) => {
          if (event.key === "ArrowDown") setAt(Math.min(found.length - 1, at + 1));
          else if (event.key === "ArrowUp") setAt(Math.max(0, at - 1));
          else if (event.key === "Enter") take(at);
          else if (event.key === "Escape" && isOpen) {
            event.stopPropagation();
            setOpen(false);
            return;
          } else return;
          event.preventDefault();
        }}
      />
      {isOpen && (
        <div
          id={`${id}-values`}
          role="listbox"
          aria-label={attribute.name}
          aria-busy={isFetching}
          tabIndex={-1}
          className="mt-1 max-h-44 overflow-y-auto rounded-control border border-line"
        >
          {found.length === 0 && (
            <p className="px-2.5 py-1.5 text-muted">{t(isFetching ? "lookingUp" : "noValues")}</p>
          )}
          {found.map((value, index) => (
            <button
              key={value.id}
              id={`${id}-${index}`}
              type="button"
              role="option"
              tabIndex={-1}
              aria-selected={values.some(({ dictionary_value_id }) => dictionary_value_id === value.id)}
              onClick={() => take(index)}
              className={cx(
                "block w-full px-2.5 py-1 text-left hover:bg-hover pointer-coarse:min-h-11",
                index === at && "bg-selected",
              )}
            >
              <bdi>{value.value}</bdi>
              {value.info !== null && value.info !== "" && (
                <span className="ml-2 text-[12px] text-muted">{value.info}</span>
              )}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
