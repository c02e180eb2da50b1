"use client";

import { useTranslations } from "next-intl";
import { type AudienceFilters, languages, type PostingStage } from "@/lib/wire/audience";
import { useTags } from "../inbox/tags-query";
import { Choice } from "../settings/choice";
import type { AudienceChoices } from "./audience-choices";
import { DaysFields, NumberField } from "./days-fields";
import type { FilterKind } from "./filter-kinds";
import { PickSome } from "./pick-some";

/** In the order of an order's life; an unknown stage is nothing to choose. */
const stages = [
  "awaiting",
  "packing",
  "shipped",
  "pick_up",
  "delivered",
  "cancelled",
  "returning",
  "disputed",
] as const satisfies readonly PostingStage[];

/** As lib/wire/audience.ts takes at most. */
const MOST = { tags: 20, offers: 100, categories: 50 } as const;

interface FilterEditorProps {
  kind: FilterKind;
  filters: AudienceFilters;
  choices: AudienceChoices | undefined;
  onFilters: (filters: AudienceFilters) => void;
}

/** The little editor behind a chip: works as things are chosen. */
export function FilterEditor({ kind, filters, choices, onFilters }: FilterEditorProps) {
  const t = useTranslations("audience");
  const set = (change: AudienceFilters) => onFilters({ ...filters, ...change });
  switch (kind) {
    case "last_message":
      return (
        <DaysFields
          atLeast={filters.last_message_days_ago}
          atMost={filters.last_message_days_at_most}
          onChange={(atLeast, atMost) =>
            set({ last_message_days_ago: atLeast, last_message_days_at_most: atMost })
          }
        />
      );
    case "ordered":
      return (
        <DaysFields
          atLeast={filters.ordered_days_ago}
          atMost={filters.ordered_days_at_most}
          onChange={(atLeast, atMost) => set({ ordered_days_ago: atLeast, ordered_days_at_most: atMost })}
        />
      );
    case "customer_type":
      return (
        <Choice
          label={t("kinds.customer_type")}
          isLabelHidden
          isList
          value={filters.customer_type ?? ""}
          options={(["repeat", "new"] as const).map((value) => ({
            value,
            label: t(`customer.${value}`),
            hint: t(`customer.${value}Hint`),
          }))}
          onChange={(value) => value !== "" && set({ customer_type: value })}
        />
      );
    case "status":
      return (
        <Choice
          label={t("kinds.status")}
          isLabelHidden
          value={filters.status ?? ""}
          options={(["open", "closed"] as const).map((value) => ({ value, label: t(`chat.${value}`) }))}
          onChange={(value) => value !== "" && set({ status: value })}
        />
      );
    case "earlier_broadcast":
      return (
        <Choice
          label={t("kinds.earlier_broadcast")}
          isLabelHidden
          isList
          value={filters.earlier_broadcast ?? ""}
          options={(["none", "answered", "not_answered"] as const).map((value) => ({
            value,
            label: t(`earlier.${value}`),
          }))}
          onChange={(value) => value !== "" && set({ earlier_broadcast: value })}
        />
      );
    case "unread":
      return (
        <NumberField
          label={t("mostUnread")}
          hint={t("unreadHint")}
          value={filters.unread_count}
          most={1000}
          onChange={(unread_count) => set({ unread_count })}
        />
      );
    default:
      return <ListEditor kind={kind} filters={filters} choices={choices} set={set} />;
  }
}

type ListKind = "tags" | "tags_none" | "order_stages" | "offer_ids" | "categories" | "languages";

interface ListEditorProps {
  kind: ListKind;
  filters: AudienceFilters;
  choices: AudienceChoices | undefined;
  set: (change: AudienceFilters) => void;
}

/** Those that hold any of some things. */
function ListEditor({ kind, filters, choices, set }: ListEditorProps) {
  const t = useTranslations("audience");
  const { data: tags } = useTags();
  const label = t(`kinds.${kind}`);
  switch (kind) {
    case "tags":
    case "tags_none":
      return (
        <PickSome
          label={label}
          options={tags?.map(({ name }) => ({ value: name, text: name }))}
          chosen={filters[kind] ?? []}
          most={MOST.tags}
          onChange={(chosen) => set({ [kind]: chosen })}
        />
      );
    case "order_stages":
      return (
        <PickSome
          label={label}
          options={stages.map((value) => ({ value, text: t(`stages.${value}`) }))}
          chosen={filters.order_stages ?? []}
          most={stages.length}
          onChange={(chosen) => set({ order_stages: stages.filter((stage) => chosen.includes(stage)) })}
        />
      );
    case "offer_ids":
      return (
        <PickSome
          label={label}
          options={choices?.products.map(({ offer_id, name }) => ({
            value: offer_id,
            text: name,
            detail: offer_id,
          }))}
          chosen={filters.offer_ids ?? []}
          most={MOST.offers}
          onChange={(offer_ids) => set({ offer_ids })}
        />
      );
    case "categories":
      return (
        <PickSome
          label={label}
          options={choices?.categories.map((name) => ({ value: name, text: name }))}
          chosen={filters.categories ?? []}
          most={MOST.categories}
          onChange={(categories) => set({ categories })}
        />
      );
    case "languages":
      return (
        <PickSome
          label={label}
          options={languages.map((value) => ({ value, text: t(`languages.${value}`) }))}
          chosen={filters.languages ?? []}
          most={languages.length}
          onChange={(chosen) => set({ languages: languages.filter((language) => chosen.includes(language)) })}
        />
      );
    default:
      return kind satisfies never;
  }
}
