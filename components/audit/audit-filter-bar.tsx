"use client";

import { useTranslations } from "next-intl";
import { useSellers } from "../sellers/queries";
import { usePeople } from "../team/queries";
import { Button } from "../ui/button";
import { SelectField, TextField } from "../ui/field";
import { type AuditChoice, toSearch } from "./audit-filters";
import { useAuditActions } from "./queries";
import { useAuditWords } from "./use-audit-words";

interface AuditFilterBarProps {
  choice: AuditChoice;
  /** How the thing is called that the log is narrowed to. */
  aboutName: string;
  onChange: (choice: AuditChoice) => void;
}

/** Who, what, which seller, when. */
export function AuditFilterBar({ choice, aboutName, onChange }: AuditFilterBarProps) {
  const t = useTranslations("audit");
  const people = usePeople().data ?? [];
  const sellers = useSellers().data ?? [];
  const actions = useActionOptions(choice.action);
  const named = <T extends { id: string; name: string }>(items: readonly T[]) =>
    items.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <div className="mb-3 flex flex-wrap items-end gap-3">
      <div className="min-w-36 flex-1">
        <SelectField
          label={t("who")}
          value={choice.actor}
          options={[
            { value: "", label: t("anybody") },
            { value: "system", label: t("system") },
            ...named(people),
          ]}
          onChange={(event) => onChange({ ...choice, actor: event.target.value })}
        />
      </div>
      <div className="min-w-44 flex-1">
        <SelectField
          label={t("what")}
          value={choice.action}
          options={actions}
          onChange={(event) => onChange({ ...choice, action: event.target.value })}
        />
      </div>
      <div className="min-w-36 flex-1">
        <SelectField
          label={t("seller")}
          value={choice.seller}
          options={[{ value: "", label: t("allSellers") }, ...named(sellers)]}
          onChange={(event) => onChange({ ...choice, seller: event.target.value })}
        />
      </div>
      <div className="flex gap-2">
        {(["from", "to"] as const).map((end) => (
          <div key={end} className="w-36">
            <TextField
              label={t(end)}
              type="date"
              value={choice[end]}
              onChange={(event) => onChange({ ...choice, [end]: event.target.value })}
            />
          </div>
        ))}
      </div>
      {choice.about !== "" && (
        <p className="basis-full text-muted wrap-anywhere">{t("ofSubject", { name: aboutName })}</p>
      )}
      {toSearch(choice) !== "" && (
        <Button
          className="min-h-9"
          onClick={() => onChange({ actor: "", action: "", seller: "", about: "", from: "", to: "" })}
        >
          {t("reset")}
        </Button>
      )}
    </div>
  );
}

/** Groups of actions, and under each its own. */
function useActionOptions(chosen: string) {
  const t = useTranslations("audit");
  const words = useAuditWords();
  const known = useAuditActions().data ?? [];
  const all =
    chosen === "" || chosen.endsWith(".") || known.includes(chosen) ? known : [...known, chosen].sort();
  const nouns = [...new Set(all.map((action) => action.split(".")[0] ?? ""))];
  if (chosen.endsWith(".") && !nouns.includes(chosen.slice(0, -1))) nouns.push(chosen.slice(0, -1));
  return [
    { value: "", label: t("anything") },
    ...nouns.flatMap((noun) => [
      { value: `${noun}.`, label: words.group(noun) },
      ...all
        .filter((action) => action.startsWith(`${noun}.`))
        .map((action) => ({ value: action, label: `\u2003${words.action(action)}` })),
    ]),
  ];
}
