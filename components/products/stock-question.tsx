"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Product } from "@/lib/wire/products";
import { useWarehouses } from "../stocks/queries";
import { SelectField } from "../ui/field";
import { ConfirmStocks } from "./confirm-stocks";
import { useProduct } from "./queries";

interface StockQuestionProps {
  product: Product;
  stock: number;
  onClose: () => void;
  onSent: () => void;
}

/** Confirms a stock; a seller with several warehouses of its own says in which of them. */
export function StockQuestion({ product, stock, onClose, onSent }: StockQuestionProps) {
  const t = useTranslations("productActs");
  const { data: places } = useWarehouses(product.seller_id);
  const { data: details } = useProduct(product.id);
  const own = places?.items.filter(({ kind, is_active }) => kind === "own" && is_active) ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const warehouse = own.find(({ id }) => id === chosen) ?? own[0];
  const here = details?.stocks.filter(
    ({ scheme, warehouse_id }) => scheme !== "fbo" && warehouse_id === warehouse?.id,
  );
  const before = here?.reduce((sum, { free }) => sum + free, 0) ?? product.stock?.fbs ?? null;
  const change = {
    offerId: product.offer_id,
    name: product.name,
    warehouseId: warehouse?.id ?? null,
    warehouse: warehouse?.name ?? null,
    before: own.length > 0 ? before : (product.stock?.fbs ?? null),
    stock,
  };
  return (
    <ConfirmStocks
      // Another warehouse is another question.
      key={chosen ?? ""}
      sellerId={product.seller_id}
      title={t("stockTitle")}
      changes={places === undefined || details === undefined ? [] : [change]}
      onClose={onClose}
      onSent={onSent}
    >
      {own.length > 1 && (
        <SelectField
          label={t("warehouse")}
          value={warehouse?.id ?? ""}
          options={own.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => setChosen(event.target.value)}
        />
      )}
    </ConfirmStocks>
  );
}
