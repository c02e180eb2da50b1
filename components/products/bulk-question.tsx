"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Product } from "@/lib/wire/products";
import { type ChangeLine, ConfirmChange } from "../market/confirm-change";
import { useErrorText } from "../shell/use-error-text";
import { TextField } from "../ui/field";
import { useAddBarcodes, useArchiveProducts, useDeleteProducts, useUnarchiveProducts } from "./acts";

interface BulkQuestionProps {
  act: "archive" | "unarchive" | "barcodes" | "delete";
  sellerId: string;
  products: readonly Product[];
  onClose: () => void;
  onSent: () => void;
}

/** Which of the marked products an act concerns. */
function concerned(act: BulkQuestionProps["act"], products: readonly Product[]): readonly Product[] {
  if (act === "archive") return products.filter(({ is_archived }) => !is_archived);
  if (act === "barcodes") return products.filter(({ barcodes }) => barcodes.length === 0);
  return products.filter(({ is_archived }) => is_archived);
}

/** Asks before products go into the archive, come back, get barcodes or are deleted for good. */
export function BulkQuestion({ act, sellerId, products, onClose, onSent }: BulkQuestionProps) {
  const t = useTranslations("productActs");
  const errorText = useErrorText();
  const acts = {
    archive: useArchiveProducts(),
    unarchive: useUnarchiveProducts(),
    delete: useDeleteProducts(),
    barcodes: useAddBarcodes(),
  };
  const [typed, setTyped] = useState("");
  const meant = concerned(act, products);
  const count = meant.length;
  const { isPending, error } = acts[act];
  const isCounted = act !== "delete" || typed.trim() === String(count);

  function send() {
    const offer_ids = meant.map(({ offer_id }) => offer_id);
    const after = { onSuccess: onSent };
    if (act === "delete") acts.delete.mutate({ seller_id: sellerId, offer_ids, confirm: count }, after);
    else if (act === "barcodes")
      acts.barcodes.mutate(
        { seller_id: sellerId, items: offer_ids.map((offer_id) => ({ offer_id })) },
        after,
      );
    else acts[act].mutate({ seller_id: sellerId, offer_ids }, after);
  }
  const left = products.length - count;
  return (
    <ConfirmChange
      isOpen
      onClose={onClose}
      title={t(`questions.${act}.title`, { count })}
      intro={t(`questions.${act}.intro`)}
      lines={meant.map(
        (product): ChangeLine => ({
          key: product.id,
          label: product.name || product.offer_id,
          note: product.offer_id,
          before: t(`questions.${act}.before`),
          after: t(`questions.${act}.after`),
        }),
      )}
      question={null}
      confirmText={t(`questions.${act}.confirm`, { count })}
      onConfirm={send}
      isPending={isPending}
      error={error === null ? null : errorText(error)}
      isDangerous={act === "delete"}
      isIncomplete={count === 0 || !isCounted}
    >
      {left > 0 && <p className="text-muted">{t(`questions.${act}.left`, { count: left })}</p>}
      {act === "delete" && count > 0 && (
        <TextField
          label={t("typeCount", { count })}
          inputMode="numeric"
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      )}
    </ConfirmChange>
  );
}
