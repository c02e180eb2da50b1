"use client";

import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import * as Radix from "radix-ui/popover";
import { useRef, useState } from "react";
import type { AudienceFilters } from "@/lib/wire/audience";
import { Button } from "../ui/button";
import { cx } from "../ui/class-names";
import { Menu, MenuItem } from "../ui/menu";
import type { AudienceChoices } from "./audience-choices";
import { FilterEditor } from "./filter-editor";
import {
  type FilterKind,
  filterKinds,
  hasFilter,
  kindsIn,
  orderKinds,
  tidyFilters,
  withFilter,
  withoutFilter,
} from "./filter-kinds";
import { useAudienceWords } from "./use-audience-words";

interface FilterChipsProps {
  filters: AudienceFilters;
  choices: AudienceChoices | undefined;
  onFilters: (filters: AudienceFilters) => void;
}

/** What narrows the audience, one chip each: pressed to change it, added from a menu of those that are not there. */
export function FilterChips({ filters, choices, onFilters }: FilterChipsProps) {
  const t = useTranslations("audience");
  // The chip whose editor is open; one that was just added stands here before it says anything.
  const [openKind, setOpenKind] = useState<FilterKind | null>(null);
  const shown = filterKinds.filter((kind) => hasFilter(filters, kind) || kind === openKind);
  const addable = filterKinds.filter(
    (kind) => !shown.includes(kind) && (choices?.has_orders !== false || !orderKinds.has(kind)),
  );
  // Chosen from the menu; its editor opens as the menu closes and takes the focus that would go back to the button.
  const added = useRef<FilterKind | null>(null);
  function add(kind: FilterKind) {
    onFilters(withFilter(filters, kind));
    added.current = kind;
  }
  function openAdded(event: Event) {
    if (added.current === null) return;
    event.preventDefault();
    setOpenKind(added.current);
    added.current = null;
  }
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {shown.length === 0 && <span className="text-muted">{t("everybody")}</span>}
      {shown.map((kind) => (
        <FilterChip
          key={kind}
          kind={kind}
          filters={filters}
          choices={choices}
          isOpen={kind === openKind}
          onOpen={(isOpen) => setOpenKind(isOpen ? kind : null)}
          onFilters={(changed) => onFilters(tidyFilters(changed))}
          onRemove={() => {
            setOpenKind(null);
            onFilters(withoutFilter(filters, kind));
          }}
        />
      ))}
      {addable.length > 0 && (
        <Menu
          align="start"
          onCloseAutoFocus={openAdded}
          trigger={
            <Button className="rounded-full">
              <Plus size={14} aria-hidden="true" />
              {t("addFilter")}
            </Button>
          }
        >
          {addable.map((kind) => (
            <MenuItem key={kind} onSelect={() => add(kind)}>
              {t(`kinds.${kind}`)}
            </MenuItem>
          ))}
        </Menu>
      )}
      {kindsIn(filters).length > 1 && (
        <Button look="quiet" className="rounded-full" onClick={() => onFilters({})}>
          {t("clear")}
        </Button>
      )}
    </div>
  );
}

interface FilterChipProps {
  kind: FilterKind;
  filters: AudienceFilters;
  choices: AudienceChoices | undefined;
  isOpen: boolean;
  onOpen: (isOpen: boolean) => void;
  onFilters: (filters: AudienceFilters) => void;
  onRemove: () => void;
}

function FilterChip(props: FilterChipProps) {
  const { kind, filters, choices, isOpen, onOpen, onFilters, onRemove } = props;
  const t = useTranslations("audience");
  const words = useAudienceWords(choices);
  const isSet = hasFilter(filters, kind);
  const name = isSet ? words.clause(kind, filters) : t("choose", { name: t(`kinds.${kind}`) });
  return (
    <Radix.Root open={isOpen} onOpenChange={onOpen}>
      <Radix.Anchor asChild>
        <span
          className={cx(
            "inline-flex max-w-full items-center rounded-full border",
            isSet
              ? "border-accent bg-accent-soft text-accent-ink"
              : "border-control border-dashed text-muted",
          )}
        >
          <Radix.Trigger
            aria-label={t("editFilter", { name })}
            className="min-h-8 min-w-0 truncate rounded-l-full py-1 pr-1 pl-3 pointer-coarse:min-h-11"
          >
            {name}
          </Radix.Trigger>
          <button
            type="button"
            aria-label={t("removeFilter", { name })}
            title={t("removeFilter", { name })}
            onClick={onRemove}
            className="grid size-8 shrink-0 place-items-center rounded-full hover:bg-hover pointer-coarse:size-11"
          >
            <X size={14} aria-hidden="true" />
          </button>
        </span>
      </Radix.Anchor>
      <Radix.Portal>
        <Radix.Content
          aria-label={t(`kinds.${kind}`)}
          align="start"
          sideOffset={6}
          collisionPadding={8}
          className="z-40 max-h-[min(420px,var(--radix-popover-content-available-height))] w-80 max-w-[calc(100vw-16px)] overflow-y-auto rounded-[10px] border border-line bg-panel p-3.5"
        >
          <p aria-hidden="true" className="mb-2 font-semibold">
            {t(`kinds.${kind}`)}
          </p>
          <FilterEditor kind={kind} filters={filters} choices={choices} onFilters={onFilters} />
          <div className="mt-3 flex justify-end">
            <Radix.Close asChild>
              <Button>{t("done")}</Button>
            </Radix.Close>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
