"use client";

import { ArrowDown, ArrowUp, Pencil, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { SavedView } from "@/lib/wire/desk";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { Menu, MenuItem, MenuLine } from "../ui/menu";
import { goInInbox } from "./inbox-location";
import { useAddView, useChangeView, useRemoveView } from "./saved-views";
import { openViewDialog } from "./view-dialog-events";
import { defaultView, inboxPath, parseInboxPath, savedViewOf } from "./views";

interface SavedViewMenuBodyProps {
  view: SavedView;
  mine: readonly SavedView[];
  trigger: ReactNode;
}

/** Change, move, remove. A removed view can be brought back as long as the word about it stands. */
export function SavedViewMenuBody({ view, mine, trigger }: SavedViewMenuBodyProps) {
  const t = useTranslations("savedViews");
  const at = mine.findIndex((other) => other.id === view.id);
  const { mutate: change } = useChangeView();
  const remove = useRemoveWithUndo();
  const errorText = useErrorText();
  const move = (position: number) =>
    change(
      { id: view.id, change: { position } },
      { onError: (error) => showToast("error", errorText(error)) },
    );
  return (
    <Menu trigger={trigger} align="start" isOpenAtFirst>
      <MenuItem icon={<Pencil size={14} />} onSelect={() => openViewDialog({ kind: "change", view })}>
        {t("change")}
      </MenuItem>
      {at > 0 && (
        <MenuItem icon={<ArrowUp size={14} />} onSelect={() => move(at - 1)}>
          {t("moveUp")}
        </MenuItem>
      )}
      {at < mine.length - 1 && (
        <MenuItem icon={<ArrowDown size={14} />} onSelect={() => move(at + 1)}>
          {t("moveDown")}
        </MenuItem>
      )}
      <MenuLine />
      <MenuItem icon={<Trash2 size={14} />} isDangerous onSelect={() => remove(view)}>
        {t("remove")}
      </MenuItem>
    </Menu>
  );
}

/** Removes a view, leaves it when it is open, and offers it back. */
export function useRemoveWithUndo(): (view: SavedView) => void {
  const t = useTranslations("savedViews");
  const { mutateAsync: removeNow } = useRemoveView();
  const { mutate: add } = useAddView();
  return (view) => {
    const here = parseInboxPath(window.location.pathname).view;
    if (here.id === savedViewOf(view.id).id) goInInbox(inboxPath(defaultView));
    // The menu goes away with its view: only the promise still tells how it went (a failure speaks for itself).
    removeNow(view).then(
      () =>
        showToast("success", t("removed", { name: view.name }), {
          label: t("bringBack"),
          onPress: () =>
            add({ name: view.name, filters: view.filters, sort: view.sort, is_shared: view.is_shared }),
        }),
      () => undefined,
    );
  };
}
