"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import type { AudienceFilters, Segment } from "@/lib/wire/audience";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { TextField } from "../ui/field";
import { useSegmentChanges } from "./queries";

const MOST_CHARS = 100; // as in lib/wire/audience.ts

interface SegmentNameDialogProps {
  /** The one that gets another name; null: a new one is kept. */
  segment: Segment | null;
  sellerId: string | null;
  filters: AudienceFilters;
  onKept: (segment: Segment) => void;
  onClose: () => void;
}

/** Asks under which name an audience is kept. */
export function SegmentNameDialog({ segment, sellerId, filters, onKept, onClose }: SegmentNameDialogProps) {
  const t = useTranslations("audience.segments");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const [name, setName] = useState(segment?.name ?? "");
  const { add, change } = useSegmentChanges();
  const error = add.error ?? change.error;
  const isBusy = add.isPending || change.isPending;
  function done(kept: Segment) {
    showToast("success", t("saved", { name: kept.name }));
    onKept(kept);
    onClose();
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    // A portal's events bubble through React to the form that the menu stands in.
    event.stopPropagation();
    if (name.trim() === "" || isBusy) return;
    if (segment === null) {
      add.mutate({ name: name.trim(), seller_id: sellerId, filters }, { onSuccess: done });
    } else {
      change.mutate({ id: segment.id, body: { name: name.trim() } }, { onSuccess: done });
    }
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t(segment === null ? "saveTitle" : "renameTitle")}
      closeLabel={common("close")}
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <TextField
          label={t("name")}
          hint={t("nameHint")}
          value={name}
          maxLength={MOST_CHARS}
          autoComplete="off"
          error={error === null ? null : errorText(error)}
          onChange={(event) => setName(event.target.value)}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" look="primary" disabled={name.trim() === "" || isBusy}>
            {common("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
