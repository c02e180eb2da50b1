"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { Action, ActionItem, Facts } from "@/lib/wire/actions";
import { useCodeText } from "../shell/use-error-text";
import { useMoney } from "./money";

const factNames = [
  "price",
  "old_price",
  "min_price",
  "stock",
  "status",
  "substatus",
  "state",
  "name",
  "barcode",
  "barcodes",
  "pictures",
  "picture",
  "primary_image",
  "attributes",
  "archived",
  "is_archived",
  "warehouse",
  "warehouse_id",
  "tracking_number",
  "reason",
  "reason_id",
  "text",
  "amount",
  "act",
  "status_name",
  "action",
  "action_id",
  "sku",
  "quantity",
] as const;
type FactName = (typeof factNames)[number];

const isFactName = (name: string): name is FactName => factNames.some((known) => known === name);

const amounts: ReadonlySet<string> = new Set(["price", "old_price", "min_price", "amount"]);

/** Currency, ids beside a name: said by the fact they belong to. */
const unsaid: ReadonlySet<string> = new Set(["currency", "reason_id", "action_id", "warehouse_id"]);

/** A change of one fact in words. */
export interface FactChange {
  readonly name: string;
  readonly before: string | null;
  readonly wanted: string;
  /** What the marketplace showed afterwards; null: not looked, or the same as wanted. */
  readonly seen: string | null;
}

/** Actions and what they change, in words. */
export function useActionWords() {
  const t = useTranslations("actions");
  const money = useMoney();
  const codeText = useCodeText();
  return useMemo(() => {
    const nameOf = (fact: string) => (isFactName(fact) ? t(`facts.${fact}`) : fact);
    function textOf(fact: string, facts: Facts): string | null {
      const value = facts[fact];
      if (value === undefined || value === null) return null;
      const text = String(value);
      if (!amounts.has(fact)) return text;
      return money(text, typeof facts.currency === "string" ? facts.currency : null);
    }
    return {
      /** "Собираем 12 заказов", or "Собрали 12 заказов" once it is over. */
      title(action: Action): string {
        const isOver = action.status !== "queued" && action.status !== "running";
        return isOver
          ? t(`made.${action.kind}`, { count: action.total })
          : t(`running.${action.kind}`, { count: action.total });
      },
      /** What was asked for, without saying how far it is: "Сборка 12 заказов". */
      kind: (action: Action) => t(`made.${action.kind}`, { count: action.total }),
      status: (action: Action) => t(`status.${action.status}`),
      itemStatus: (item: ActionItem) => t(`itemStatus.${item.status}`),
      changes({ before, wanted, seen }: ActionItem): readonly FactChange[] {
        return Object.keys(wanted)
          .filter((fact) => !unsaid.has(fact))
          .map((fact) => {
            const wish = textOf(fact, wanted);
            const sight = seen === null ? null : textOf(fact, seen);
            return {
              name: nameOf(fact),
              before: textOf(fact, before),
              wanted: wish ?? "—",
              seen: sight === wish ? null : sight,
            };
          });
      },
      problem: ({ error }: ActionItem) => (error === null ? null : codeText(error.code, error.message)),
    };
  }, [t, money, codeText]);
}
