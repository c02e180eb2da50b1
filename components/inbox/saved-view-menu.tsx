"use client";

import { MoreHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ComponentProps, lazy, Suspense, useState } from "react";
import type { SavedView } from "@/lib/wire/desk";

// Menus bring a positioning engine; fetched when the pointer nears.
const loadBody = () => import("./saved-view-menu-body");
const SavedViewMenuBody = lazy(async () => ({ default: (await loadBody()).SavedViewMenuBody }));

interface SavedViewMenuProps {
  view: SavedView;
  /** The person's own views in order: a view moves among them. */
  mine: readonly SavedView[];
}

/** What can be done with a saved view of one's own; stands over the end of its line. */
export function SavedViewMenu({ view, mine }: SavedViewMenuProps) {
  const [isWanted, setWanted] = useState(false);
  const button = <MenuButton name={view.name} />;
  if (!isWanted) {
    return (
      <MenuButton
        name={view.name}
        aria-haspopup="menu"
        aria-expanded={false}
        onPointerEnter={() => void loadBody()}
        onFocus={() => void loadBody()}
        onClick={() => setWanted(true)}
      />
    );
  }
  return (
    <Suspense fallback={button}>
      <SavedViewMenuBody view={view} mine={mine} trigger={button} />
    </Suspense>
  );
}

function MenuButton({ name, ...rest }: ComponentProps<"button"> & { name: string }) {
  const t = useTranslations("savedViews");
  return (
    <button
      type="button"
      aria-label={t("menu", { name })}
      className="absolute top-1/2 right-1 grid size-6 -translate-y-1/2 place-items-center rounded-[6px] text-muted opacity-0 hover:bg-selected hover:text-ink focus-visible:opacity-100 group-hover:opacity-100 aria-expanded:opacity-100 pointer-coarse:size-11 pointer-coarse:opacity-100"
      {...rest}
    >
      <MoreHorizontal size={15} aria-hidden="true" />
    </button>
  );
}
