"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import type { BodyInput } from "@/lib/wire/endpoint";
import type { updatePrices, updateStocks } from "@/lib/wire/product-acts";
import { SellerPicker } from "../market/seller-picker";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { fetchAllStocks, fetchWarehouses } from "../stocks/queries";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Notice } from "../ui/notice";
import { type TableKind, useCheckTable, useUpdatePrices, useUpdateStocks } from "./acts";
import { CheckedLines, type CheckedTable } from "./checked-lines";
import { allProducts } from "./product-filters";
import { fetchAllProducts } from "./queries";
import { isRefusal } from "./refusal-lines";
import { TableSource } from "./table-source";
import { priceTemplate, saveFile, stockTemplate } from "./table-template";

/** As the server takes at most. */
const MOST_CHARS = 1_000_000;
const MOST_LINES = 1000;

interface TableDialogProps {
  kind: TableKind;
  /** Null: chosen in the window. */
  sellerId: string | null;
  onClose: () => void;
}

/** Many prices or stocks out of one table: tried first, line by line; sent when the person says so. */
export function TableDialog({ kind, sellerId, onClose }: TableDialogProps) {
  const t = useTranslations("productActs");
  const common = useTranslations("common");
  const [chosen, setChosen] = useState(sellerId);
  const check = useCheckTable(kind);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t(`tables.${kind}.title`)}
      description={check.data === undefined ? t(`tables.${kind}.lead`) : undefined}
      closeLabel={common("close")}
      isWide
    >
      {check.data === undefined || chosen === null ? (
        <div className="flex flex-col gap-4">
          {sellerId === null && <SellerPicker value={chosen} onChange={setChosen} />}
          <Source kind={kind} sellerId={chosen} check={check} />
        </div>
      ) : (
        <Outcome kind={kind} sellerId={chosen} table={check.data} onAgain={check.reset} onClose={onClose} />
      )}
    </Dialog>
  );
}

interface SourceProps {
  kind: TableKind;
  sellerId: string | null;
  check: ReturnType<typeof useCheckTable>;
}

function Source({ kind, sellerId, check }: SourceProps) {
  const t = useTranslations("productActs");
  const errorText = useErrorText();
  const [csv, setCsv] = useState("");
  const [fileName, setFileName] = useState<string | null>(null);
  const [isMaking, setMaking] = useState(false);
  const isTooLarge = csv.length > MOST_CHARS;

  async function makeTemplate() {
    if (sellerId === null) return;
    setMaking(true);
    try {
      saveFile(`${kind}.csv`, await templateOf(kind, sellerId));
    } catch (error) {
      showToast("error", errorText(error));
    } finally {
      setMaking(false);
    }
  }
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (sellerId !== null && csv.trim() !== "" && !isTooLarge) check.mutate({ seller_id: sellerId, csv });
      }}
    >
      <TableSource
        text={csv}
        fileName={fileName}
        hint={t(`tables.${kind}.hint`, { most: MOST_LINES })}
        onTake={(text, name) => {
          setCsv(text);
          setFileName(name);
          check.reset();
        }}
      />
      {isTooLarge && <Notice tone="bad">{t("tableTooLarge", { most: MOST_LINES })}</Notice>}
      {check.error !== null && (
        <Notice tone="bad" isUrgent>
          {isRefusal(check.error, "invalid_input") ? t("tableUnreadable") : errorText(check.error)}
        </Notice>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button
          type="submit"
          look="primary"
          disabled={sellerId === null || csv.trim() === "" || isTooLarge || check.isPending}
        >
          {t(check.isPending ? "checkingLines" : "checkLines")}
        </Button>
        <Button look="quiet" disabled={sellerId === null || isMaking} onClick={makeTemplate}>
          <Download size={15} aria-hidden="true" />
          {t(`tables.${kind}.template`)}
        </Button>
      </div>
    </form>
  );
}

async function templateOf(kind: TableKind, sellerId: string): Promise<string> {
  if (kind === "prices")
    return priceTemplate(await fetchAllProducts({ ...allProducts, sellerId }, MOST_LINES));
  const [rows, places] = await Promise.all([fetchAllStocks(sellerId, MOST_LINES), fetchWarehouses(sellerId)]);
  return stockTemplate(rows, places.items);
}

interface OutcomeProps {
  kind: TableKind;
  sellerId: string;
  table: CheckedTable;
  onAgain: () => void;
  onClose: () => void;
}

function Outcome({ kind, sellerId, table, onAgain, onClose }: OutcomeProps) {
  const t = useTranslations("productActs");
  const errorText = useErrorText();
  const prices = useUpdatePrices();
  const stocks = useUpdateStocks();
  const [hasAgreed, setAgreed] = useState(false);
  const id = useId();
  const { isPending, error } = kind === "prices" ? prices : stocks;
  const count = table.items.length;

  // What the check answered is what the route takes: both are the server's own.
  function send() {
    if (kind === "prices") {
      const items = table.items as BodyInput<typeof updatePrices>["items"];
      prices.mutate({ seller_id: sellerId, items, confirm_large: hasAgreed }, { onSuccess: onClose });
    } else {
      const items = table.items as BodyInput<typeof updateStocks>["items"];
      stocks.mutate({ seller_id: sellerId, items }, { onSuccess: onClose });
    }
  }
  return (
    <div className="flex flex-col gap-4">
      <p role="status" className="font-medium">
        {t("tableSummary", { valid: count, invalid: table.invalid, unchanged: table.unchanged })}
      </p>
      <CheckedLines kind={kind} lines={table.lines} />
      {table.invalid > 0 && <p className="text-muted">{t("mendHint")}</p>}
      {table.large > 0 && (
        <label
          htmlFor={id}
          className="flex cursor-pointer items-start gap-2.5 rounded-control bg-warn-soft px-3 py-2 text-warn-ink"
        >
          <input
            id={id}
            type="checkbox"
            checked={hasAgreed}
            onChange={(event) => setAgreed(event.target.checked)}
            className="mt-0.5 size-4 shrink-0 accent-accent"
          />
          {t("largeQuestion", { count: table.large })}
        </label>
      )}
      {error !== null && (
        <Notice tone="bad" isUrgent>
          {errorText(error)}
        </Notice>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onAgain}>{t("anotherTable")}</Button>
        {count > 0 && (
          <Button look="primary" disabled={isPending || (table.large > 0 && !hasAgreed)} onClick={send}>
            {t(kind === "prices" ? "sendPrices" : "sendStocks", { count })}
          </Button>
        )}
      </div>
    </div>
  );
}
