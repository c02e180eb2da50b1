"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useRef, useState } from "react";
import type { CannedReply } from "@/lib/wire/desk";
import { ApiError } from "../api-client";
import { useSellers } from "../sellers/queries";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { SelectField, TextField } from "../ui/field";
import { CannedTextField } from "./canned-text-field";
import { useSaveCannedReply } from "./queries";

const MOST_SHORTCUT_CHARS = 40; // these two as in lib/wire/desk.ts
const MOST_TITLE_CHARS = 100;
const SHORTCUT = /^[\p{L}\p{N}_-]*$/u;

interface CannedEditorProps {
  /** Null: a new one. */
  reply: CannedReply | null;
  onClose: () => void;
}

/** One canned reply: its shortcut, its words with places for facts, and how a buyer will see it. */
export function CannedEditor({ reply, onClose }: CannedEditorProps) {
  const t = useTranslations("canned");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const { data: sellers } = useSellers();
  const save = useSaveCannedReply();
  const [shortcut, setShortcut] = useState(reply?.shortcut ?? "");
  const [title, setTitle] = useState(reply?.title ?? "");
  const [text, setText] = useState(reply?.text ?? "");
  const [sellerId, setSellerId] = useState(reply?.seller_id ?? "");
  const [isAsking, setAsking] = useState(false);
  const isChanged =
    shortcut !== (reply?.shortcut ?? "") ||
    title !== (reply?.title ?? "") ||
    text !== (reply?.text ?? "") ||
    sellerId !== (reply?.seller_id ?? "");
  const isShortcutWrong = !SHORTCUT.test(shortcut.trim());
  const isTaken = save.error instanceof ApiError && save.error.code === "shortcut_taken";
  const canSave =
    shortcut.trim() !== "" &&
    title.trim() !== "" &&
    text.trim() !== "" &&
    !isShortcutWrong &&
    !save.isPending;
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!canSave) return;
    const fields = { shortcut: shortcut.trim(), title: title.trim(), text: text.trim() };
    const seller_id = sellerId === "" ? null : sellerId;
    // A seller that is gone can be kept, but not be chosen again: it is named only when it changed.
    const isMoved = seller_id !== (reply?.seller_id ?? null);
    save.mutate(
      { id: reply?.id ?? null, fields: isMoved ? { ...fields, seller_id } : fields },
      { onSuccess: onClose },
    );
  }
  /** Esc, the cross and a click outside: changes are not thrown away unasked; a second time goes back to them. */
  function leave() {
    if (isChanged || save.isPending) setAsking(!isAsking);
    else onClose();
  }
  const keptSellerId = reply?.seller_id ?? null;
  const isSellerGone = keptSellerId !== null && !sellers?.some(({ id }) => id === keptSellerId);
  const sellerOptions = [
    { value: "", label: t("forAll") },
    ...(sellers ?? []).map(({ id, name }) => ({ value: id, label: name })),
    ...(isSellerGone
      ? [{ value: keptSellerId, label: sellers === undefined ? common("loading") : t("goneSeller") }]
      : []),
  ];
  return (
    <Dialog
      isOpen
      onClose={leave}
      title={t(reply === null ? "newTitle" : "editTitle")}
      closeLabel={common("close")}
    >
      <form onSubmit={submit} className="flex flex-col gap-3.5">
        <TextField
          label={t("shortcut")}
          hint={t("shortcutHint")}
          error={isShortcutWrong ? t("shortcutWrong") : isTaken ? errorText(save.error) : null}
          value={shortcut}
          maxLength={MOST_SHORTCUT_CHARS}
          autoComplete="off"
          onChange={(event) => {
            setShortcut(event.target.value.replace(/^\s*\/+/, ""));
            if (isTaken) save.reset();
          }}
        />
        <TextField
          label={t("name")}
          hint={t("nameHint")}
          value={title}
          maxLength={MOST_TITLE_CHARS}
          autoComplete="off"
          onChange={(event) => setTitle(event.target.value)}
        />
        <CannedTextField text={text} onText={setText} />
        <SelectField
          label={t("seller")}
          value={sellerId}
          onChange={(event) => setSellerId(event.target.value)}
          options={sellerOptions}
        />
        {save.isError && !isTaken && (
          <p role="alert" className="text-bad-ink">
            {errorText(save.error)}
          </p>
        )}
        {isAsking ? (
          <LeaveQuestion onStay={() => setAsking(false)} onLeave={onClose} />
        ) : (
          <div className="flex justify-end gap-2">
            <Button onClick={leave}>{common("cancel")}</Button>
            <Button type="submit" look="primary" disabled={!canSave}>
              {t("save")}
            </Button>
          </div>
        )}
      </form>
    </Dialog>
  );
}

/** Stands in place of the buttons, and takes the focus: it is what has to be answered now. */
function LeaveQuestion({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) {
  const t = useTranslations("canned");
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector("button")?.focus(), []);
  return (
    <div ref={box} role="alert" className="flex flex-wrap items-center justify-end gap-2">
      <p className="mr-auto">{t("leaveQuestion")}</p>
      <div className="flex gap-2">
        <Button onClick={onStay}>{t("stay")}</Button>
        <Button look="danger" onClick={onLeave}>
          {t("leave")}
        </Button>
      </div>
    </div>
  );
}
