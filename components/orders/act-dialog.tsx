"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Order } from "@/lib/wire/orders";
import { type ChangeLine, ConfirmChange } from "../market/confirm-change";
import { useErrorText } from "../shell/use-error-text";
import { useActOnOrders } from "./act-queries";
import { CancelReason, type ChosenReason, isReasonComplete } from "./cancel-reason";
import type { BulkAct } from "./order-face";
import { useOrderWords } from "./use-order-words";

interface ActDialogProps {
  act: BulkAct;
  /** Only those that the act is open for. */
  orders: readonly Order[];
  onClose: () => void;
  /** It was asked for; without it the window only closes. */
  onDone?: () => void;
}

/** Shows what will become of orders, the old beside the new, and asks the marketplace once it is confirmed. */
export function ActDialog({ act, orders, onClose, onDone = onClose }: ActDialogProps) {
  const t = useTranslations("orderActs");
  const errorText = useErrorText();
  const words = useOrderWords();
  const ask = useActOnOrders();
  const [reason, setReason] = useState<ChosenReason | null>(null);
  const lines: ChangeLine[] = orders.map((order) => ({
    key: order.id,
    label: order.posting_number,
    note: words.products(order),
    before: words.stage(order).text,
    after: t(`becomes.${act}`),
  }));
  const count = orders.length;
  const first = orders[0];
  const isCancelling = act === "cancel";
  function confirm() {
    const chosen =
      reason === null ? undefined : { reason_id: reason.reason.id, text: reason.text.trim() || undefined };
    ask.mutate({ act, orders, reason: chosen }, { onSuccess: onDone });
  }
  return (
    <ConfirmChange
      isOpen
      onClose={onClose}
      title={t(`titles.${act}`, { count })}
      intro={t(`intros.${act}`)}
      lines={lines}
      question={isCancelling ? t("cancelQuestion", { count }) : null}
      confirmText={t(`confirm.${act}`, { count })}
      keepText={isCancelling ? t("keep") : undefined}
      onConfirm={confirm}
      isPending={ask.isPending}
      isDangerous={isCancelling}
      isIncomplete={isCancelling && !isReasonComplete(reason)}
      error={ask.isError ? errorText(ask.error) : null}
    >
      {isCancelling && first !== undefined && (
        <CancelReason orderId={first.id} value={reason} onChange={setReason} />
      )}
    </ConfirmChange>
  );
}
