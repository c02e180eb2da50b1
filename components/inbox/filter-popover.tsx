"use client";

import { useTranslations } from "next-intl";
import * as Radix from "radix-ui/popover";
import type { ReactNode } from "react";
import type { ViewFilters } from "@/lib/wire/desk";
import { FilterFields } from "./filter-fields";
import { goInInbox } from "./inbox-location";
import { filterView, inboxPath, parseInboxPath } from "./views";

interface FilterPopoverProps {
  filters: ViewFilters;
  trigger: ReactNode;
}

/** Filters that work as they are chosen: each choice is an address of its own. */
export function FilterPopover({ filters, trigger }: FilterPopoverProps) {
  const t = useTranslations("savedViews");
  function show(next: ViewFilters) {
    const { chatId } = parseInboxPath(window.location.pathname);
    goInInbox(inboxPath(filterView(next), chatId));
  }
  return (
    <Radix.Root defaultOpen>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={t("filter")}
          align="end"
          sideOffset={6}
          collisionPadding={8}
          className="z-40 w-80 max-w-[calc(100vw-16px)] rounded-[10px] border border-line bg-panel p-3.5"
        >
          <FilterFields filters={filters} onChange={show} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
