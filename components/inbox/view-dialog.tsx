"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import type { ChatSort } from "@/lib/wire/chats";
import type { SavedView, ViewFilters } from "@/lib/wire/desk";
import { useCurrentUser } from "../shell/current-user";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { SelectField, TextField } from "../ui/field";
import { Notice } from "../ui/notice";
import { FilterFields } from "./filter-fields";
import { goInInbox } from "./inbox-location";
import { useRemoveWithUndo } from "./saved-view-menu-body";
import { useAddView, useChangeView } from "./saved-views";
import type { ViewDialogTask } from "./view-dialog-events";
import { useProblemText } from "./view-problem";
import { chooseSort } from "./view-sorts";
import { inboxPath, savedViewOf } from "./views";

const NAME_LIMIT = 60; // lib/wire/desk.ts

interface ViewDialogProps {
  task: ViewDialogTask;
  onClose: () => void;
}

/** Name, filters, order and sharing of a view: for a new one, or to change one's own. */
export function ViewDialog({ task, onClose }: ViewDialogProps) {
  const t = useTranslations("savedViews");
  const common = useTranslations("common");
  const old = task.kind === "change" ? task.view : null;
  const [name, setName] = useState(old?.name ?? "");
  const [filters, setFilters] = useState<ViewFilters>(
    task.kind === "change" ? task.view.filters : task.filters,
  );
  const [sort, setSort] = useState<ChatSort>(task.kind === "change" ? task.view.sort : task.sort);
  const [isShared, setShared] = useState(old?.is_shared ?? false);
  const mayShare = useCurrentUser().role !== "operator";
  const { save, isPending, error } = useSaveView(old, onClose);
  const isNameMissing = name.trim() === "";

  function submit(event: FormEvent) {
    event.preventDefault();
    if (isNameMissing || isPending) return;
    save({ name: name.trim(), filters, sort, ...(mayShare ? { is_shared: isShared } : {}) });
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={old === null ? t("newTitle") : t("changeTitle")}
      closeLabel={common("close")}
    >
      <form onSubmit={submit} className="flex flex-col gap-3.5">
        {old !== null && <ProblemNotice view={old} />}
        <TextField
          label={t("name")}
          hint={t("nameHint")}
          value={name}
          onChange={(event) => setName(event.target.value)}
          maxLength={NAME_LIMIT}
          autoComplete="off"
          autoFocus
          required
        />
        <FilterFields filters={filters} onChange={setFilters} />
        <SortField sort={sort} onChange={setSort} />
        {mayShare && (
          <label className="flex min-h-8 items-center gap-2 pointer-coarse:min-h-11">
            <input
              type="checkbox"
              checked={isShared}
              onChange={(event) => setShared(event.target.checked)}
              className="size-4 accent-accent"
            />
            {t("share")}
          </label>
        )}
        {error !== null && (
          <Notice tone="bad" isUrgent>
            {error}
          </Notice>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          {old !== null && <RemoveButton view={old} onDone={onClose} />}
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button look="primary" type="submit" disabled={isNameMissing || isPending}>
            {common("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Saves, and shows the view that was saved. */
function useSaveView(old: SavedView | null, onClose: () => void) {
  const errorText = useErrorText();
  const add = useAddView();
  const change = useChangeView();
  const error = add.error ?? change.error;
  async function saveNow(body: { name: string; filters: ViewFilters; sort: ChatSort; is_shared?: boolean }) {
    const view = await (old === null
      ? add.mutateAsync(body)
      : change.mutateAsync({ id: old.id, change: body })
    ).catch(() => null); // shown in the form: `error`
    if (view === null) return;
    const target = savedViewOf(view.id);
    chooseSort(target.id, view.sort);
    onClose();
    goInInbox(inboxPath(target));
  }
  return {
    save: (body: Parameters<typeof saveNow>[0]) => void saveNow(body),
    isPending: add.isPending || change.isPending,
    error: error === null ? null : errorText(error),
  };
}

function SortField({ sort, onChange }: { sort: ChatSort; onChange: (sort: ChatSort) => void }) {
  const t = useTranslations("list");
  const saved = useTranslations("savedViews");
  const options = (["deadline", "waiting", "newest"] as const).map((value) => ({
    value,
    label: t(`sort.${value}`),
  }));
  return (
    <SelectField
      label={saved("sort")}
      value={sort}
      options={options}
      onChange={(event) => {
        const chosen = options.find((option) => option.value === event.target.value);
        if (chosen) onChange(chosen.value);
      }}
    />
  );
}

function ProblemNotice({ view }: { view: SavedView }) {
  const text = useProblemText(view);
  return text === null ? null : <Notice tone="warn">{text}</Notice>;
}

function RemoveButton({ view, onDone }: { view: SavedView; onDone: () => void }) {
  const t = useTranslations("savedViews");
  const remove = useRemoveWithUndo();
  return (
    <Button
      look="danger"
      className="mr-auto"
      onClick={() => {
        remove(view);
        onDone();
      }}
    >
      {t("remove")}
    </Button>
  );
}
