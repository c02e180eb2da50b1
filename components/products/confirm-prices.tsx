"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { ConfirmChange } from "../market/confirm-change";
import { useMoney, usePercent } from "../market/money";
import { useErrorText } from "../shell/use-error-text";
import { useUpdatePrices } from "./acts";
import { changePercent, isLargeChange, isSameAmount } from "./price-rules";
import { isRefusal, readRefusedLines } from "./refusal-lines";

/** A price that a person wants to be another one. */
export interface PriceChange {
  readonly offerId: string;
  readonly name: string;
  readonly currency: string | null;
  readonly before: string | null;
  readonly price: string;
  readonly oldPrice?: string;
  readonly minPrice?: string;
  /** What is said of it beside its article, for example another crossed-out price. */
  readonly note?: string;
}

interface ConfirmPricesProps {
  sellerId: string;
  title: string;
  changes: readonly PriceChange[];
  onClose: () => void;
  onSent: () => void;
  /** What has to be chosen first; the lines follow it. */
  children?: ReactNode;
}

/**
 * Shows every price old beside new and sends them. A change by more than half, or to nought, is asked for a second time:
 * the server refuses it until the person says that it is meant.
 */
export function ConfirmPrices({ sellerId, title, changes, onClose, onSent, children }: ConfirmPricesProps) {
  const t = useTranslations("productActs");
  const errorText = useErrorText();
  const send = useUpdatePrices();
  const [newer, setNewer] = useState<ReadonlyMap<string, string | null>>(new Map());
  const lines = useLines(changes, newer);
  const large = lines.filter(({ isLarge }) => isLarge).length;
  const isLargeAsked = isRefusal(send.error, "large_price_change");

  function submit() {
    const items = changes.map((change) => ({
      offer_id: change.offerId,
      price: change.price,
      old_price: change.oldPrice,
      min_price: change.minPrice,
      expected_price: newer.get(change.offerId) ?? change.before,
    }));
    send.mutate(
      { seller_id: sellerId, items, confirm_large: isLargeAsked },
      {
        onSuccess: onSent,
        onError(error) {
          if (!isRefusal(error, "changed_meanwhile")) return;
          setNewer((known) => {
            const next = new Map(known);
            for (const { offerId, now } of readRefusedLines(error)) next.set(offerId, now);
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
      intro={t("pricesIntro")}
      lines={lines}
      question={isLargeAsked ? t("largeQuestion", { count: Math.max(1, large) }) : null}
      confirmText={isLargeAsked ? t("sendLarge") : t("sendPrices", { count: changes.length })}
      onConfirm={submit}
      isPending={send.isPending}
      error={send.error === null || isLargeAsked ? null : errorText(send.error)}
      isIncomplete={changes.length === 0}
    >
      {children}
    </ConfirmChange>
  );
}

function useLines(changes: readonly PriceChange[], newer: ReadonlyMap<string, string | null>) {
  const t = useTranslations("productActs");
  const money = useMoney();
  const percent = usePercent();
  return changes.map((change) => {
    const before = newer.get(change.offerId) ?? change.before;
    const isNewer = newer.has(change.offerId) && !isSameAmount(before, change.before);
    const by = changePercent(before, change.price);
    const notes = [
      change.offerId,
      by === null || by === 0 ? null : `${by > 0 ? "+" : "−"}${percent(Math.abs(by))}`,
      change.note ?? null,
      isNewer ? t("changedMeanwhile", { value: money(change.before, change.currency) }) : null,
    ];
    return {
      key: change.offerId,
      label: change.name || change.offerId,
      before: before === null ? null : money(before, change.currency),
      after: money(change.price, change.currency),
      note: notes.filter((note) => note !== null).join(" · "),
      isLarge: isLargeChange(before, change.price),
    };
  });
}
