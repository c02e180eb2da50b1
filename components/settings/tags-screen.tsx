"use client";

import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import type { Tag } from "@/lib/wire/desk";
import { useChatCounts } from "../inbox/queries";
import { TagDot } from "../inbox/tag-dot";
import { useTags } from "../inbox/tags-query";
import { useCurrentUser } from "../shell/current-user";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { Button, IconButton } from "../ui/button";
import { cx } from "../ui/class-names";
import { Dialog } from "../ui/dialog";
import { EmptyState } from "../ui/empty-state";
import { TextField } from "../ui/field";
import { SettingsPage } from "./settings-page";
import { SettingsSkeleton } from "./settings-skeleton";
import { useAddTag, useChangeTag, useRemoveTag } from "./tags-queries";
import { useSaved } from "./use-saved";

const MOST_CHARS = 40;
/** Open chats with a tag are counted this far. */
const COUNT_LIMIT = 100;
const colors = ["gray", "green", "blue", "violet", "amber", "red"] as const satisfies readonly Tag["color"][];

/** All tags: colour, name, how many chats have it, and the way to delete it. */
export function TagsScreen() {
  const t = useTranslations("settings");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const { role } = useCurrentUser();
  const query = useTags();
  const { data: counts } = useChatCounts();
  const [doomed, setDoomed] = useState<Tag | null>(null);
  if (role === "operator") {
    return (
      <SettingsPage title={t("tags")}>
        <EmptyState title={t("tags")} text={t("forLeads")} />
      </SettingsPage>
    );
  }
  return (
    <SettingsPage title={t("tags")} lead={t("tagsLead")}>
      {query.data === undefined && !query.isError && <SettingsSkeleton />}
      {query.data === undefined && query.isError && (
        <EmptyState
          isUrgent
          title={t("tagsFailed")}
          text={errorText(query.error)}
          action={<Button onClick={() => query.refetch()}>{common("retry")}</Button>}
        />
      )}
      {query.data !== undefined && <NewTag />}
      {query.data?.length === 0 && <EmptyState title={t("tagsEmptyTitle")} text={t("tagsEmptyText")} />}
      <ul>
        {query.data?.map((tag) => (
          <TagRow
            key={tag.id}
            tag={tag}
            count={counts === undefined ? undefined : (counts.by_tag[tag.name] ?? 0)}
            onDelete={() => setDoomed(tag)}
          />
        ))}
      </ul>
      {doomed !== null && (
        <DeleteTag tag={doomed} count={counts?.by_tag[doomed.name] ?? 0} onClose={() => setDoomed(null)} />
      )}
    </SettingsPage>
  );
}

function NewTag() {
  const t = useTranslations("settings");
  const errorText = useErrorText();
  const [name, setName] = useState("");
  const [color, setColor] = useState<Tag["color"]>("gray");
  const add = useAddTag();
  function submit(event: FormEvent) {
    event.preventDefault();
    if (name.trim() === "" || add.isPending) return;
    add.mutate({ name: name.trim(), color }, { onSuccess: () => setName("") });
  }
  return (
    <form
      onSubmit={submit}
      className="mb-4 flex flex-wrap items-end gap-x-3 gap-y-2 border-line border-b pb-5"
    >
      <div className="min-w-44 flex-1">
        <TextField
          label={t("tagNew")}
          value={name}
          maxLength={MOST_CHARS}
          autoComplete="off"
          error={add.isError ? errorText(add.error) : null}
          onChange={(event) => {
            setName(event.target.value);
            if (add.isError) add.reset();
          }}
        />
      </div>
      <Colors label={t("tagColorOf", { name })} value={color} onChange={setColor} />
      <Button type="submit" look="primary" disabled={name.trim() === "" || add.isPending} className="min-h-9">
        {t("tagAdd")}
      </Button>
    </form>
  );
}

interface ColorsProps {
  label: string;
  value: Tag["color"];
  onChange: (color: Tag["color"]) => void;
}

function Colors({ label, value, onChange }: ColorsProps) {
  const t = useTranslations("settings");
  return (
    <div role="radiogroup" aria-label={label} className="flex">
      {colors.map((color) => (
        <label
          key={color}
          title={t(color)}
          className={cx(
            "grid size-8 cursor-pointer place-items-center rounded-full border pointer-coarse:size-11",
            "has-focus-visible:outline-2 has-focus-visible:outline-accent",
            color === value ? "border-control" : "border-transparent hover:bg-hover",
          )}
        >
          <input
            type="radio"
            name={label}
            checked={color === value}
            aria-label={t("tagColor", { color: t(color) })}
            onChange={() => onChange(color)}
            className="sr-only"
          />
          <TagDot color={color} />
        </label>
      ))}
    </div>
  );
}

interface TagRowProps {
  tag: Tag;
  /** Undefined while it is being counted. */
  count: number | undefined;
  onDelete: () => void;
}

function TagRow({ tag, count, onDelete }: TagRowProps) {
  const t = useTranslations("settings");
  const saved = useSaved();
  const { mutate } = useChangeTag();
  const [typed, setTyped] = useState<string | null>(null);
  function change(next: Partial<Pick<Tag, "name" | "color">>) {
    const before = { name: tag.name, color: tag.color };
    mutate(
      { id: tag.id, change: next },
      { onSuccess: () => saved(() => mutate({ id: tag.id, change: before })) },
    );
  }
  function keepName() {
    const name = typed?.trim() ?? "";
    setTyped(null);
    if (name !== "" && name !== tag.name) change({ name });
  }
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-b py-1.5">
      <TagDot color={tag.color} />
      <input
        aria-label={`${t("tagName")}: ${tag.name}`}
        value={typed ?? tag.name}
        maxLength={MOST_CHARS}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={keepName}
        onKeyDown={(event) => {
          if (event.key === "Enter") event.currentTarget.blur();
          if (event.key === "Escape") setTyped(null);
        }}
        className="min-h-8 min-w-36 flex-1 rounded-control border border-transparent bg-transparent px-2 font-medium hover:border-line focus:border-control pointer-coarse:min-h-11 max-two:text-base"
      />
      <span className="w-32 text-right text-[12px] text-muted tabular-nums max-two:w-auto">
        {count !== undefined &&
          (count >= COUNT_LIMIT ? t("tagChatsMany", { count: COUNT_LIMIT - 1 }) : t("tagChats", { count }))}
      </span>
      <Colors
        label={t("tagColorOf", { name: tag.name })}
        value={tag.color}
        onChange={(color) => change({ color })}
      />
      <IconButton label={t("tagDelete", { name: tag.name })} onClick={onDelete}>
        <Trash2 size={15} aria-hidden="true" />
      </IconButton>
    </li>
  );
}

function DeleteTag({ tag, count, onClose }: { tag: Tag; count: number; onClose: () => void }) {
  const t = useTranslations("settings");
  const common = useTranslations("common");
  const remove = useRemoveTag(({ name }) => showToast("success", t("tagDeleted", { name })));
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t("tagDeleteTitle", { name: tag.name })}
      description={
        count >= COUNT_LIMIT ? t("tagDeleteMany", { count: COUNT_LIMIT - 1 }) : t("tagDeleteText", { count })
      }
      closeLabel={common("close")}
    >
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{common("cancel")}</Button>
        <Button
          look="danger"
          disabled={remove.isPending}
          onClick={() => remove.mutate(tag, { onSettled: onClose })}
        >
          {t("tagDeleteYes")}
        </Button>
      </div>
    </Dialog>
  );
}
