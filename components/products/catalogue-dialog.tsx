"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useCount } from "../market/money";
import { SellerPicker } from "../market/seller-picker";
import { useErrorText } from "../shell/use-error-text";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { CategoryBrowser } from "./category-browser";
import { useProductLimits } from "./queries";

interface CatalogueDialogProps {
  sellerId: string | null;
  onClose: () => void;
}

/** What the account may still make and change, and the marketplace's tree of categories. */
export function CatalogueDialog({ sellerId, onClose }: CatalogueDialogProps) {
  const t = useTranslations("products");
  const common = useTranslations("common");
  const [chosen, setChosen] = useState(sellerId);
  return (
    <Dialog isOpen onClose={onClose} title={t("catalogue")} closeLabel={common("close")} isWide>
      <div className="flex flex-col gap-5">
        {sellerId === null && <SellerPicker value={chosen} onChange={setChosen} />}
        <section>
          <h3 className="mb-2 font-semibold">{t("limits")}</h3>
          <Limits sellerId={chosen} />
        </section>
        <section>
          <h3 className="mb-2 font-semibold">{t("categories")}</h3>
          <CategoryBrowser sellerId={chosen} />
        </section>
      </div>
    </Dialog>
  );
}

interface Limit {
  readonly limit: number;
  readonly used: number;
  readonly resets_at?: string | null;
}

function Limits({ sellerId }: { sellerId: string | null }) {
  const t = useTranslations("products");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const { data, isError, error, refetch } = useProductLimits(sellerId);
  if (data === undefined) {
    if (!isError) return <div aria-hidden="true" className="skeleton h-20 w-full" />;
    return (
      <div role="alert" className="flex flex-wrap items-center gap-2 text-muted">
        {errorText(error)}
        <Button onClick={() => refetch()}>{common("retry")}</Button>
      </div>
    );
  }
  return (
    <dl className="flex flex-col gap-3">
      <LimitLine name={t("limitAll")} limit={data.all} />
      <LimitLine name={t("limitMade")} limit={data.made_today} />
      <LimitLine name={t("limitChanged")} limit={data.changed_today} />
    </dl>
  );
}

function LimitLine({ name, limit }: { name: string; limit: Limit | null }) {
  const t = useTranslations("products");
  const count = useCount();
  const now = useNow();
  const times = useTimeWords();
  // The marketplace writes -1 where there is no limit.
  const isOpen = limit !== null && limit.limit < 0;
  const part = limit === null || limit.limit <= 0 ? 0 : Math.min(100, (100 * limit.used) / limit.limit);
  return (
    <div>
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <dt>{name}</dt>
        <dd className="tabular-nums">
          {limit === null
            ? t("notTold")
            : isOpen
              ? t("usedOpen", { used: count(limit.used) })
              : t("usedOf", { used: count(limit.used), limit: count(limit.limit) })}
          {limit?.resets_at && (
            <span className="ml-2 text-[12px] text-muted">
              {t("resetsAt", { when: times.moment(new Date(limit.resets_at), now) })}
            </span>
          )}
        </dd>
      </div>
      <div aria-hidden="true" className="mt-1 h-1 overflow-hidden rounded-full bg-line">
        <div className={part > 90 ? "h-full bg-warn" : "h-full bg-accent"} style={{ width: `${part}%` }} />
      </div>
    </div>
  );
}
