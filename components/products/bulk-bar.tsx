"use client";

import { Archive, ArchiveRestore, Barcode, Percent, Trash2, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, type ReactNode, Suspense, useState } from "react";
import type { Product } from "@/lib/wire/products";
import { Button, IconButton } from "../ui/button";

const BulkPrices = lazy(async () => ({ default: (await import("./bulk-prices")).BulkPrices }));
const BulkQuestion = lazy(async () => ({ default: (await import("./bulk-question")).BulkQuestion }));

interface BulkBarProps {
  /** What is marked, of one seller or several. */
  products: readonly Product[];
  /** How many rows are loaded, and so could be marked. */
  shown: number;
  onAll: () => void;
  onNone: () => void;
}

type Act = "prices" | "archive" | "unarchive" | "barcodes" | "delete";

/** What can be done with the marked products together. */
export function BulkBar({ products, shown, onAll, onNone }: BulkBarProps) {
  const t = useTranslations("productActs");
  const [act, setAct] = useState<Act | null>(null);
  const sellers = new Set(products.map(({ seller_id }) => seller_id));
  const sellerId = sellers.size === 1 ? products[0]?.seller_id : undefined;
  const archived = products.filter(({ is_archived }) => is_archived).length;
  const close = () => setAct(null);
  function finish() {
    setAct(null);
    onNone();
  }
  return (
    <div
      role="toolbar"
      aria-label={t("bulk")}
      className="flex shrink-0 flex-wrap items-center gap-x-2 gap-y-1.5 border-line border-t bg-panel px-4 py-2 two:px-6"
    >
      <span role="status" className="mr-1 font-medium tabular-nums">
        {t("selected", { count: products.length })}
      </span>
      {products.length < shown && (
        <Button look="quiet" onClick={onAll}>
          {t("selectAll", { count: shown })}
        </Button>
      )}
      {sellerId === undefined ? (
        <span className="text-muted">{t("oneSellerOnly")}</span>
      ) : (
        <>
          <ActButton icon={<Percent size={14} aria-hidden="true" />} onPress={() => setAct("prices")}>
            {t("prices")}
          </ActButton>
          {archived < products.length && (
            <ActButton icon={<Archive size={14} aria-hidden="true" />} onPress={() => setAct("archive")}>
              {t("archive")}
            </ActButton>
          )}
          {archived > 0 && (
            <ActButton
              icon={<ArchiveRestore size={14} aria-hidden="true" />}
              onPress={() => setAct("unarchive")}
            >
              {t("unarchive")}
            </ActButton>
          )}
          <ActButton icon={<Barcode size={14} aria-hidden="true" />} onPress={() => setAct("barcodes")}>
            {t("barcodes")}
          </ActButton>
          {archived > 0 && (
            <Button look="danger" onClick={() => setAct("delete")}>
              <Trash2 size={14} aria-hidden="true" />
              {t("delete")}
            </Button>
          )}
        </>
      )}
      <IconButton label={t("clear")} onClick={onNone} className="ml-auto">
        <X size={16} aria-hidden="true" />
      </IconButton>
      <Suspense fallback={null}>
        {act === "prices" && sellerId !== undefined && (
          <BulkPrices sellerId={sellerId} products={products} onClose={close} onSent={finish} />
        )}
        {act !== null && act !== "prices" && sellerId !== undefined && (
          <BulkQuestion act={act} sellerId={sellerId} products={products} onClose={close} onSent={finish} />
        )}
      </Suspense>
    </div>
  );
}

function ActButton({
  icon,
  onPress,
  children,
}: {
  icon: ReactNode;
  onPress: () => void;
  children: ReactNode;
}) {
  return (
    <Button onClick={onPress}>
      {icon}
      {children}
    </Button>
  );
}
