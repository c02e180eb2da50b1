"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Order } from "@/lib/wire/orders";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { Button, IconButton } from "../ui/button";
import { useMakeDocuments } from "./act-queries";
import type { Acting } from "./acting";
import { openFor } from "./order-face";
import { useMayAct } from "./order-rights";

interface BulkBarProps {
  selected: readonly Order[];
  /** How many are loaded, marked or not. */
  loaded: number;
  onSelectAll: () => void;
  onClear: () => void;
  onAct: (acting: Acting) => void;
}

const acts = ["assemble", "hand_over", "cancel"] as const;

/** What can be done with the marked orders; each button tells how many of them it concerns. */
export function BulkBar({ selected, loaded, onSelectAll, onClear, onAct }: BulkBarProps) {
  const t = useTranslations("orderActs");
  const errorText = useErrorText();
  const may = useMayAct();
  const documents = useMakeDocuments();
  const labelled = openFor(selected, "label");
  const onError = (error: unknown) => showToast("error", errorText(error));
  return (
    <div role="toolbar" aria-label={t("bulk")} className="flex flex-1 flex-wrap items-center gap-2">
      <IconButton label={t("clear")} onClick={onClear} className="-ml-2">
        <X size={16} aria-hidden="true" />
      </IconButton>
      <span className="font-medium tabular-nums">{t("selected", { count: selected.length })}</span>
      {selected.length < loaded && (
        <Button look="quiet" onClick={onSelectAll}>
          {t("selectAll", { count: loaded })}
        </Button>
      )}
      <span className="ml-auto flex flex-wrap gap-2">
        {acts.map((act) => {
          const open = openFor(selected, act);
          if (!may(act) || open.length === 0) return null;
          return (
            <Button
              key={act}
              look={act === "cancel" ? "danger" : act === "assemble" ? "primary" : "plain"}
              onClick={() => onAct({ act, orders: open })}
            >
              {t(`bulkActs.${act}`, { count: open.length })}
            </Button>
          );
        })}
        {may("label") && labelled.length > 0 && (
          <Button
            disabled={documents.isPending}
            onClick={() => documents.mutate({ kind: "labels", orders: labelled }, { onError })}
          >
            {t("bulkActs.labels", { count: labelled.length })}
          </Button>
        )}
        {may("hand_over") && labelled.length > 0 && (
          <Button
            disabled={documents.isPending}
            onClick={() => documents.mutate({ kind: "act", orders: labelled }, { onError })}
          >
            {t("bulkActs.act")}
          </Button>
        )}
      </span>
    </div>
  );
}
