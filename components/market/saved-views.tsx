"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Bookmark, Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import {
  createSectionView,
  deleteSectionView,
  listSectionViews,
  type SectionView,
} from "@/lib/wire/section-views";
import { callApi } from "../api-client";
import { makeClientId } from "../make-client-id";
import { queryKeys } from "../query-keys";
import { useCurrentUser } from "../shell/current-user";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { TextField } from "../ui/field";
import { Menu, MenuHead, MenuItem, MenuLine } from "../ui/menu";
import { Notice } from "../ui/notice";

type Filters = Readonly<Record<string, string>>;

interface SavedViewsProps {
  section: SectionView["section"];
  /** The list's filters as they stand now, without the empty ones. */
  filters: Filters;
  onPick: (filters: Filters) => void;
}

const areSame = (one: Filters, other: Filters) => {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => (one[name] ?? "") === (other[name] ?? ""));
};

function useViews(section: SectionView["section"]) {
  return useQuery({
    queryKey: queryKeys.sectionViews(section),
    queryFn: async ({ signal }): Promise<readonly SectionView[]> =>
      (await callApi(listSectionViews, { query: { section }, signal })).items,
  });
}

/** Filters under names: one's own and the shared ones; the present ones can be kept. */
export function SavedViews({ section, filters, onPick }: SavedViewsProps) {
  const t = useTranslations("market");
  const { data: views = [] } = useViews(section);
  const [isNaming, setNaming] = useState(false);
  const current = views.find((view) => areSame(view.filters, filters));
  const hasFilters = Object.keys(filters).length > 0;
  return (
    <>
      <Menu
        align="start"
        trigger={
          <Button aria-label={t("views")} title={t("views")} className="max-w-52">
            <Bookmark size={14} aria-hidden="true" className="shrink-0" />
            <span className="truncate">{current?.name ?? t("views")}</span>
          </Button>
        }
      >
        {views.length === 0 && (
          <MenuHead>
            <span className="block max-w-60 text-muted">{t("noViews")}</span>
          </MenuHead>
        )}
        {views.map((view) => (
          <MenuItem key={view.id} onSelect={() => onPick(view.filters)}>
            <span className="min-w-0 flex-1 truncate">{view.name}</span>
            {view.is_shared && <span className="text-[12px] text-muted">{t("shared")}</span>}
          </MenuItem>
        ))}
        <MenuLine />
        {current === undefined && hasFilters && (
          <MenuItem icon={<Plus size={14} />} onSelect={() => setNaming(true)}>
            {t("saveView")}
          </MenuItem>
        )}
        {current === undefined && !hasFilters && (
          <MenuHead>
            <span className="block max-w-60 text-[12px] text-muted">{t("viewHint")}</span>
          </MenuHead>
        )}
        {current !== undefined && <RemoveView view={current} />}
      </Menu>
      {isNaming && <NameView section={section} filters={filters} onClose={() => setNaming(false)} />}
    </>
  );
}

function RemoveView({ view }: { view: SectionView }) {
  const t = useTranslations("market");
  const errorText = useErrorText();
  const cache = useQueryClient();
  const { role } = useCurrentUser();
  const remove = useMutation({
    mutationFn: () => callApi(deleteSectionView, { params: { id: view.id } }),
    onSuccess: () =>
      cache.setQueryData<readonly SectionView[]>(queryKeys.sectionViews(view.section), (views) =>
        views?.filter(({ id }) => id !== view.id),
      ),
    onError: (error) => showToast("error", errorText(error)),
  });
  if (!view.is_mine && role === "operator") return null;
  return (
    <MenuItem icon={<Trash2 size={14} />} isDangerous onSelect={() => remove.mutate()}>
      {t("removeView", { name: view.name })}
    </MenuItem>
  );
}

function NameView({ section, filters, onClose }: Omit<SavedViewsProps, "onPick"> & { onClose: () => void }) {
  const t = useTranslations("market");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const cache = useQueryClient();
  const { role } = useCurrentUser();
  const [name, setName] = useState("");
  const [isShared, setShared] = useState(false);
  /** Another name is another wish: a repeat of the same one alone keeps its key. */
  const [key, setKey] = useState(makeClientId);
  const save = useMutation({
    mutationFn: async () =>
      (
        await callApi(createSectionView, {
          body: { section, name: name.trim(), filters: { ...filters }, is_shared: isShared },
          idempotencyKey: key,
        })
      ).view,
    onSuccess(view) {
      cache.setQueryData<readonly SectionView[]>(queryKeys.sectionViews(section), (views) => [
        ...(views ?? []),
        view,
      ]);
      onClose();
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    if (name.trim() !== "" && !save.isPending) save.mutate();
  }
  return (
    <Dialog isOpen onClose={onClose} title={t("saveView")} closeLabel={common("close")}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <TextField
          label={t("viewName")}
          value={name}
          maxLength={100}
          autoFocus
          onChange={(event) => {
            setName(event.target.value);
            setKey(makeClientId());
          }}
        />
        {role !== "operator" && (
          <label className="flex items-center gap-2">
            <input
              type="checkbox"
              checked={isShared}
              onChange={(event) => {
                setShared(event.target.checked);
                setKey(makeClientId());
              }}
              className="size-4 accent-accent"
            />
            {t("shareView")}
          </label>
        )}
        {save.isError && (
          <Notice tone="bad" isUrgent>
            {errorText(save.error)}
          </Notice>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" look="primary" disabled={name.trim() === "" || save.isPending}>
            {common("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
