"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useRef, useState } from "react";
import { Button } from "../ui/button";
import { TextField } from "../ui/field";
import { type AddedWords, addWords } from "./typed-rules";

interface WordsFieldProps {
  words: readonly string[];
  onChange: (words: readonly string[]) => void;
}

/** Phrases, each to be taken out with one press; Enter or a comma adds what was typed. */
export function WordsField({ words, onChange }: WordsFieldProps) {
  const t = useTranslations("broadcastRules");
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const [typed, setTyped] = useState("");
  const [fault, setFault] = useState<AddedWords["fault"]>(null);
  function add() {
    const added = addWords(words, typed);
    if (added.words.length > words.length) onChange(added.words);
    setFault(added.fault);
    if (added.fault === null) setTyped("");
  }
  function remove(word: string, place: number) {
    onChange(words.filter((one) => one !== word));
    // Whoever goes by keys stays among the words.
    const buttons = list.current?.querySelectorAll("button");
    (buttons?.[place + 1] ?? buttons?.[place - 1])?.focus();
  }
  return (
    <div className="flex flex-col gap-2">
      <p id={id} className="font-medium">
        {t("words")}
      </p>
      {words.length === 0 ? (
        <p className="text-muted">{t("wordsNone")}</p>
      ) : (
        <ul ref={list} aria-labelledby={id} className="flex flex-wrap gap-1.5">
          {words.map((word, place) => (
            <li
              key={word}
              className="inline-flex min-h-7 items-center rounded-full bg-theirs pl-2.5 pointer-coarse:min-h-11"
            >
              <bdi className="wrap-anywhere">{word}</bdi>
              <button
                type="button"
                aria-label={t("wordDrop", { word })}
                title={t("wordDrop", { word })}
                onClick={() => remove(word, place)}
                className="grid size-7 shrink-0 place-items-center rounded-full text-muted hover:text-ink pointer-coarse:size-11"
              >
                <X size={13} aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="flex max-w-110 items-start gap-2">
        <div className="min-w-0 flex-1">
          <TextField
            label={t("wordNew")}
            hint={t("wordNewHint")}
            value={typed}
            autoComplete="off"
            error={fault === null ? null : t(fault)}
            onChange={(event) => {
              setTyped(event.target.value);
              setFault(null);
            }}
            onKeyDown={(event) => {
              if (event.key !== "Enter" && event.key !== ",") return;
              event.preventDefault();
              add();
            }}
          />
        </div>
        <Button onClick={add} disabled={typed.trim() === ""} className="mt-6 min-h-9">
          {t("wordAdd")}
        </Button>
      </div>
    </div>
  );
}
