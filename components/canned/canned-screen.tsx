"use client";

import { Pencil, Plus, Search, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { CannedReply } from "@/lib/wire/desk";
import { useSellers } from "../sellers/queries";
import { SettingsPage } from "../settings/settings-page";
import { SettingsSkeleton } from "../settings/settings-skeleton";
import { useCurrentUser } from "../shell/current-user";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { Button, IconButton } from "../ui/button";
import { Chip } from "../ui/chip";
import { Dialog } from "../ui/dialog";
import { EmptyState } from "../ui/empty-state";
import { CannedEditor } from "./canned-editor";
import { NoReplies } from "./canned-empty";
import { useCannedReplies, useRemoveCannedReply } from "./queries";
import { rankReplies } from "./rank";

/** More of them than fit on a screen are worth searching. */
const SEARCH_FROM = 8;

/** All canned replies: for leads to keep, for operators a word who does. */
export function CannedScreen() {
  const t = useTranslations("canned");
  const settings = useTranslations("settings");
  const { role } = useCurrentUser();
  if (role !== "operator") return <CannedList />;
  return (
    <SettingsPage title={t("title")}>
      <EmptyState title={t("title")} text={settings("forLeads")} />
    </SettingsPage>
  );
}

function CannedList() {
  const t = useTranslations("canned");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const query = useCannedReplies();
  const [words, setWords] = useState("");
  const [edited, setEdited] = useState<CannedReply | "new" | null>(null);
  const [doomed, setDoomed] = useState<CannedReply | null>(null);
  const replies = query.data ?? [];
  const shown = rankReplies(replies, { query: words.trim().replace(/^\/+\s*/, "") });
  const add = (
    <Button look="primary" onClick={() => setEdited("new")}>
      <Plus size={15} aria-hidden="true" />
      {t("add")}
    </Button>
  );
  return (
    <SettingsPage title={t("title")} lead={t("lead")} action={replies.length > 0 && add}>
      {query.data === undefined && !query.isError && <SettingsSkeleton />}
      {query.data === undefined && query.isError && (
        <EmptyState
          isUrgent
          title={t("failed")}
          text={errorText(query.error)}
          action={<Button onClick={() => query.refetch()}>{common("retry")}</Button>}
        />
      )}
      {query.data?.length === 0 && <NoReplies add={add} />}
      {(replies.length >= SEARCH_FROM || words !== "") && <SearchField value={words} onChange={setWords} />}
      {replies.length > 0 && shown.length === 0 && <p className="py-6 text-muted">{t("nothingFound")}</p>}
      {shown.length > 0 && (
        <ul className="border-line border-t">
          {shown.map((reply) => (
            <ReplyRow
              key={reply.id}
              reply={reply}
              onEdit={() => setEdited(reply)}
              onRemove={() => setDoomed(reply)}
            />
          ))}
        </ul>
      )}
      {edited !== null && (
        <CannedEditor reply={edited === "new" ? null : edited} onClose={() => setEdited(null)} />
      )}
      {doomed !== null && <RemoveReply reply={doomed} onClose={() => setDoomed(null)} />}
    </SettingsPage>
  );
}

function SearchField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useTranslations("canned");
  return (
    <div className="relative mb-3">
      <Search
        size={15}
        aria-hidden="true"
        className="absolute top-1/2 left-2.5 -translate-y-1/2 text-muted"
      />
      <input
        type="search"
        aria-label={t("search")}
        placeholder={t("search")}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="min-h-9 w-full rounded-control border border-control bg-panel pr-2.5 pl-8 placeholder:text-muted pointer-coarse:min-h-11 max-two:text-base"
      />
    </div>
  );
}

interface ReplyRowProps {
  reply: CannedReply;
  onEdit: () => void;
  onRemove: () => void;
}

function ReplyRow({ reply, onEdit, onRemove }: ReplyRowProps) {
  const t = useTranslations("canned");
  const { data: sellers } = useSellers();
  const seller = sellers?.find(({ id }) => id === reply.seller_id);
  return (
    <li className="flex items-start gap-2 border-line border-b py-2.5">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
          <span className="font-medium text-accent-ink">/{reply.shortcut}</span>
          <span className="wrap-anywhere font-medium">{reply.title}</span>
          {reply.seller_id !== null && sellers && <Chip>{seller?.name ?? t("goneSeller")}</Chip>}
        </p>
        <p className="foreign-text mt-0.5 line-clamp-2 text-muted">{reply.text}</p>
      </div>
      <IconButton label={t("edit", { title: reply.title })} onClick={onEdit}>
        <Pencil size={15} aria-hidden="true" />
      </IconButton>
      <IconButton label={t("remove", { title: reply.title })} onClick={onRemove}>
        <Trash2 size={15} aria-hidden="true" />
      </IconButton>
    </li>
  );
}

function RemoveReply({ reply, onClose }: { reply: CannedReply; onClose: () => void }) {
  const t = useTranslations("canned");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const remove = useRemoveCannedReply(({ title }) => showToast("success", t("removed", { title })));
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t("removeTitle", { title: reply.title })}
      description={t("removeText")}
      closeLabel={common("close")}
    >
      {remove.isError && (
        <p role="alert" className="mb-3 text-bad-ink">
          {errorText(remove.error)}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{common("cancel")}</Button>
        <Button
          look="danger"
          disabled={remove.isPending}
          onClick={() => remove.mutate(reply, { onSuccess: onClose })}
        >
          {t("removeYes")}
        </Button>
      </div>
    </Dialog>
  );
}
