"use client";

import { ListFilter } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ComponentProps, lazy, Suspense, useState } from "react";
import type { ViewFilters } from "@/lib/wire/desk";
import { IconButton } from "../ui/button";

// The filters bring a positioning engine and a form: fetched when the pointer nears.
const loadPopover = () => import("./filter-popover");
const FilterPopover = lazy(async () => ({ default: (await loadPopover()).FilterPopover }));

interface FilterButtonProps {
  filters: ViewFilters;
  /** The list stands under filters put together by hand. */
  isActive: boolean;
}

/** Opens the filters of the list. */
export function FilterButton({ filters, isActive }: FilterButtonProps) {
  const [isWanted, setWanted] = useState(false);
  const trigger = <Trigger isActive={isActive} />;
  if (!isWanted) {
    return (
      <Trigger
        isActive={isActive}
        aria-haspopup="dialog"
        aria-expanded={false}
        onPointerEnter={() => void loadPopover()}
        onFocus={() => void loadPopover()}
        onClick={() => setWanted(true)}
      />
    );
  }
  return (
    <Suspense fallback={trigger}>
      <FilterPopover filters={filters} trigger={trigger} />
    </Suspense>
  );
}

function Trigger({
  isActive,
  ...rest
}: { isActive: boolean } & Omit<ComponentProps<typeof IconButton>, "label">) {
  const t = useTranslations("savedViews");
  return (
    <IconButton {...rest} label={t("filter")} className={isActive ? "bg-accent-soft text-accent-ink" : ""}>
      <ListFilter size={16} aria-hidden="true" />
    </IconButton>
  );
}
