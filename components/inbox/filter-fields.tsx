"use client";

import { useTranslations } from "next-intl";
import type { ViewFilters } from "@/lib/wire/desk";
import { useSellers } from "../sellers/queries";
import { useColleagues } from "../shell/colleagues";
import { useCurrentUser } from "../shell/current-user";
import { SelectField } from "../ui/field";
import { useTags } from "./tags-query";

interface FilterFieldsProps {
  filters: ViewFilters;
  onChange: (filters: ViewFilters) => void;
}

const flags = ["waiting", "overdue", "unread"] as const;
const statuses = ["open", "closed", "all"] as const;
const snoozes = ["without", "only", "with"] as const;

function snoozeOf(filters: ViewFilters): (typeof snoozes)[number] {
  if (filters.snoozed === undefined) return "with";
  return filters.snoozed ? "only" : "without";
}

/** The filters of a list: whose, with what, in which state. Used for a moment's look and for saved views. */
export function FilterFields({ filters, onChange }: FilterFieldsProps) {
  const t = useTranslations("savedViews");
  const set = (change: Partial<ViewFilters>) => onChange({ ...filters, ...change });
  return (
    <div className="flex flex-col gap-3">
      <SellerField filters={filters} set={set} />
      <div className="grid grid-cols-2 gap-3">
        <AssigneeField filters={filters} set={set} />
        <TagField filters={filters} set={set} />
        <SelectField
          label={t("status")}
          value={filters.status ?? "open"}
          options={statuses.map((value) => ({ value, label: t(`statuses.${value}`) }))}
          onChange={(event) => set({ status: statuses.find((value) => value === event.target.value) })}
        />
        <SelectField
          label={t("snoozed")}
          value={snoozeOf(filters)}
          options={snoozes.map((value) => ({ value, label: t(`snoozes.${value}`) }))}
          onChange={({ target: { value } }) =>
            set({ snoozed: value === "with" ? undefined : value === "only" })
          }
        />
      </div>
      <div className="flex flex-wrap gap-x-4">
        {flags.map((name) => (
          <label key={name} className="flex min-h-8 items-center gap-2 pointer-coarse:min-h-11">
            <input
              type="checkbox"
              checked={filters[name] === true}
              onChange={(event) => set({ [name]: event.target.checked ? true : undefined })}
              className="size-4 accent-accent"
            />
            {t(`flags.${name}`)}
          </label>
        ))}
      </div>
    </div>
  );
}

interface FieldProps {
  filters: ViewFilters;
  set: (change: Partial<ViewFilters>) => void;
}

/** A choice that is no longer there is named, not hidden: what stands in the field is what is asked for. */
function withGone(
  options: readonly { value: string; label: string }[],
  value: string | undefined,
  goneLabel: string,
) {
  if (value === undefined || options.some((option) => option.value === value)) return options;
  return [...options, { value, label: goneLabel }];
}

function SellerField({ filters, set }: FieldProps) {
  const t = useTranslations("savedViews");
  const { data: sellers } = useSellers();
  const options = (sellers ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <SelectField
      label={t("seller")}
      value={filters.seller_id ?? ""}
      options={[
        { value: "", label: t("any") },
        ...withGone(options, filters.seller_id, t(sellers === undefined ? "loading" : "goneSeller")),
      ]}
      onChange={(event) => set({ seller_id: event.target.value || undefined })}
    />
  );
}

function AssigneeField({ filters, set }: FieldProps) {
  const t = useTranslations("savedViews");
  const me = useCurrentUser();
  const { data: colleagues } = useColleagues();
  const people = (colleagues ?? [])
    .filter((person) => person.id !== me.id)
    .map(({ id, name }) => ({ value: id, label: name }));
  const options = [{ value: "me", label: t("me") }, { value: "none", label: t("nobody") }, ...people];
  return (
    <SelectField
      label={t("assignee")}
      value={filters.assignee ?? ""}
      options={[
        { value: "", label: t("anybody") },
        ...withGone(options, filters.assignee, t(colleagues === undefined ? "loading" : "gonePerson")),
      ]}
      onChange={(event) => set({ assignee: event.target.value || undefined })}
    />
  );
}

function TagField({ filters, set }: FieldProps) {
  const t = useTranslations("savedViews");
  const { data: tags } = useTags();
  const options = (tags ?? []).map(({ name }) => ({ value: name, label: name }));
  const gone = tags === undefined ? t("loading") : t("goneTag", { tag: filters.tag ?? "" });
  return (
    <SelectField
      label={t("tag")}
      value={filters.tag ?? ""}
      options={[{ value: "", label: t("any") }, ...withGone(options, filters.tag, gone)]}
      onChange={(event) => set({ tag: event.target.value || undefined })}
    />
  );
}
