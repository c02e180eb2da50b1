"use client";

import { ChevronDown, ListChecks, Menu as MenuIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ChatSort } from "@/lib/wire/chats";
import type { ViewFilters } from "@/lib/wire/desk";
import { Button, IconButton } from "../ui/button";
import { FilterButton } from "./filter-button";
import { InboxLink } from "./inbox-link";
import { useFilterWords } from "./use-view-name";
import { limitOf } from "./view-counts";
import { openViewDialog } from "./view-dialog-events";
import { chooseSort } from "./view-sorts";
import { defaultView, inboxPath, type View } from "./views";

const sorts = ["deadline", "waiting", "newest"] as const satisfies readonly ChatSort[];

interface ListHeadProps {
  view: View;
  name: string;
  count: number | undefined;
  filters: ViewFilters | null;
  sort: ChatSort;
  onOpenMenu: () => void;
  onStartSelecting: () => void;
}

/** What this list is, how long, in which order; and for filters put together by hand, the way to keep them. */
export function ListHead(props: ListHeadProps) {
  const { view, name, count, filters, sort, onOpenMenu, onStartSelecting } = props;
  const t = useTranslations("list");
  const nav = useTranslations("nav");
  const views = useTranslations("views");
  return (
    <>
      <header className="flex h-13.25 shrink-0 items-center gap-1.5 border-line border-b pr-2 pl-3.5">
        <IconButton label={nav("openMenu")} onClick={onOpenMenu} className="-ml-1.5 views:hidden">
          <MenuIcon size={18} aria-hidden="true" />
        </IconButton>
        <h1 className="max-w-[60%] shrink-0 truncate font-semibold text-[15px] tracking-tight">{name}</h1>
        {count !== undefined && count > 0 && (
          <span className="shrink-0 text-[12px] text-muted tabular-nums">
            {count >= limitOf(view) ? views("countMany", { count: limitOf(view) - 1 }) : count}
          </span>
        )}
        <span className="ml-auto flex min-w-0 items-center">
          <SortChoice view={view} sort={sort} />
          <span className="hidden pointer-coarse:block">
            <IconButton label={t("selectSeveral")} onClick={onStartSelecting}>
              <ListChecks size={16} aria-hidden="true" />
            </IconButton>
          </span>
          {filters !== null && <FilterButton filters={filters} isActive={view.kind === "filter"} />}
        </span>
      </header>
      {view.kind === "filter" && <FilterLine filters={view.filters} sort={sort} />}
    </>
  );
}

/** The browser's own list: nothing to load, and it works on every device. */
function SortChoice({ view, sort }: { view: View; sort: ChatSort }) {
  const t = useTranslations("list");
  return (
    <span className="relative flex min-w-0 items-center text-muted hover:text-ink">
      <select
        aria-label={t("sortLabel")}
        value={sort}
        onChange={(event) => {
          const chosen = sorts.find((name) => name === event.target.value);
          if (chosen) chooseSort(view.id, chosen);
          event.target.blur(); // keys move through the list again, not through the orders
        }}
        className="field-sizing-content min-h-7 min-w-0 max-w-36 cursor-pointer truncate appearance-none rounded-control bg-transparent py-1 pr-5 pl-1.5 text-[12px] hover:bg-hover pointer-coarse:min-h-11"
      >
        {sorts.map((name) => (
          <option key={name} value={name} className="bg-panel text-ink">
            {t(`sort.${name}`)}
          </option>
        ))}
      </select>
      <ChevronDown size={13} aria-hidden="true" className="pointer-events-none absolute right-1" />
    </span>
  );
}

function FilterLine({ filters, sort }: { filters: ViewFilters; sort: ChatSort }) {
  const t = useTranslations("savedViews");
  const words = useFilterWords(filters);
  return (
    <div className="flex min-h-10 shrink-0 items-center gap-2 border-line border-b px-3.5 py-1 text-[12px]">
      <span className="min-w-0 flex-1 truncate text-muted" title={words}>
        {words}
      </span>
      <InboxLink
        href={inboxPath(defaultView)}
        className="shrink-0 text-muted underline underline-offset-2 hover:text-ink"
      >
        {t("reset")}
      </InboxLink>
      <Button
        className="min-h-7 shrink-0 px-2.5 text-[12px]"
        onClick={() => openViewDialog({ kind: "new", filters, sort })}
      >
        {t("save")}
      </Button>
    </div>
  );
}
