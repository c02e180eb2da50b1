"use client";

import { useTranslations } from "next-intl";
import type { AnswerOf } from "@/lib/wire/endpoint";
import type { getFinanceTotals, MoneyKind } from "@/lib/wire/finance";
import { useMoney } from "../market/money";
import { cx } from "../ui/class-names";
import { isNegative } from "./exact-amounts";
import { kinds } from "./finance-choice";
import { useMoneyWords } from "./use-money-words";

/** Sums of one currency. */
export type Totals = AnswerOf<typeof getFinanceTotals>["totals"][number];

/** Always told, also when there were none of them. */
const usual: ReadonlySet<MoneyKind> = new Set(["sale", "refund", "commission", "delivery"]);

interface StatementProps {
  totals: Totals;
  onKind: (kind: MoneyKind) => void;
}

/** What came in, what was taken, what is left; each kind leads to its lines. */
export function Statement({ totals, onKind }: StatementProps) {
  const t = useTranslations("finance");
  const money = useMoney();
  const words = useMoneyWords();
  const { by_kind, total, currency } = totals;
  const shown = kinds.filter((kind) => usual.has(kind) || by_kind[kind] !== undefined);
  return (
    <section aria-label={t("statement")} className="min-w-0">
      <p className="text-[12.5px] text-muted">{t("left")}</p>
      <p
        className={cx(
          "font-semibold text-[28px] tabular-nums leading-10 tracking-tight",
          isNegative(total) && "text-bad-ink",
        )}
      >
        {money(total, currency)}
      </p>
      <ul className="mt-3 border-line border-t">
        {shown.map((kind) => (
          <Line
            key={kind}
            name={words.kind(kind)}
            what={t(`what.${kind}`)}
            amount={money(by_kind[kind] ?? "0", currency)}
            onPress={() => onKind(kind)}
          />
        ))}
      </ul>
      <ul className="mt-4 border-line border-t">
        <Line
          name={words.kind("payout")}
          what={t("what.payout")}
          amount={money(by_kind.payout ?? "0", currency)}
          onPress={() => onKind("payout")}
        />
      </ul>
    </section>
  );
}

interface LineProps {
  name: string;
  what: string;
  amount: string;
  onPress: () => void;
}

function Line({ name, what, amount, onPress }: LineProps) {
  return (
    <li className="border-line/60 border-b">
      <button
        type="button"
        onClick={onPress}
        className="focus-inset flex min-h-9 w-full items-baseline gap-3 py-1.5 text-left hover:bg-hover pointer-coarse:min-h-11"
      >
        <span className="min-w-0 flex-1">
          {name}
          <span className="block text-[12px] text-muted leading-4">{what}</span>
        </span>
        <span className="shrink-0 tabular-nums">{amount}</span>
      </button>
    </li>
  );
}
