"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { ConfirmChange } from "../market/confirm-change";
import { useCount } from "../market/money";
import { useErrorText } from "../shell/use-error-text";
import { useUpdateStocks } from "./acts";
import { isRefusal, readRefusedLines } from "./refusal-lines";

/** How many of a product there shall be in a warehouse of the seller's own. */
export interface StockChange {
  readonly offerId: string;
  readonly name: string;
  /** Null: the seller has one warehouse alone. */
  readonly warehouseId: string | null;
  readonly warehouse: string | null;
  readonly before: number | null;
  readonly stock: number;
}

interface ConfirmStocksProps {
  sellerId: string;
  title: string;
  changes: readonly StockChange[];
  onClose: () => void;
  onSent: () => void;
  children?: ReactNode;
}

const keyOf = (offerId: string, warehouseId: string | null) => `${offerId} ${warehouseId ?? ""}`;

/** Shows every stock old beside new and sends them. */
export function ConfirmStocks({ sellerId, title, changes, onClose, onSent, children }: ConfirmStocksProps) {
  const t = useTranslations("productActs");
  const errorText = useErrorText();
  const count = useCount();
  const send = useUpdateStocks();
  const [newer, setNewer] = useState<ReadonlyMap<string, number | null>>(new Map());
  const beforeOf = (change: StockChange) =>
    newer.get(keyOf(change.offerId, change.warehouseId)) ??
    newer.get(keyOf(change.offerId, null)) ??
    change.before;

  function submit() {
    const items = changes.map((change) => ({
      offer_id: change.offerId,
      warehouse_id: change.warehouseId ?? undefined,
      stock: change.stock,
      expected_stock: beforeOf(change),
    }));
    send.mutate(
      { seller_id: sellerId, items },
      {
        onSuccess: onSent,
        onError(error) {
          if (!isRefusal(error, "changed_meanwhile")) return;
          setNewer((known) => {
            const next = new Map(known);
            for (const { offerId, warehouseId, now } of readRefusedLines(error))
              next.set(keyOf(offerId, warehouseId), now === null ? null : Number(now));
            return next;
          });
        },
      },
    );
  }
  return (
    <ConfirmChange
      isOpen
      onClose={onClose}
      title={title}
      intro={t("stocksIntro")}
      lines={changes.map((change) => {
        const before = beforeOf(change);
        const isNewer = before !== change.before;
        return {
          key: keyOf(change.offerId, change.warehouseId),
          label: change.name || change.offerId,
          before: before === null ? null : count(before),
          after: count(change.stock),
          note: [
            change.offerId,
            change.warehouse,
            isNewer
              ? t("changedMeanwhile", { value: change.before === null ? "—" : count(change.before) })
              : null,
          ]
            .filter((note) => note !== null)
            .join(" · "),
        };
      })}
      question={null}
      confirmText={t("sendStocks", { count: changes.length })}
      onConfirm={submit}
      isPending={send.isPending}
      error={send.error === null ? null : errorText(send.error)}
      isIncomplete={changes.length === 0}
    >
      {children}
    </ConfirmChange>
  );
}
