"use client";

import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import type { ProductDetails } from "@/lib/wire/products";
import { Button } from "../ui/button";
import { Part } from "./part";

const AttributesDialog = lazy(async () => ({
  default: (await import("./attributes-dialog")).AttributesDialog,
}));

/** What is said of it in the words of its category. */
export function AttributesSection({ product, mayAct }: { product: ProductDetails; mayAct: boolean }) {
  const t = useTranslations("products");
  const acts = useTranslations("productActs");
  const [isOpen, setOpen] = useState(false);
  const canEdit = mayAct && product.category_id !== null && product.type_id !== null;
  return (
    <Part
      title={t("attributes")}
      action={
        canEdit && (
          <Button aria-label={acts("changeAttributes")} onClick={() => setOpen(true)}>
            {t("changePrices")}
          </Button>
        )
      }
    >
      {product.attributes.length === 0 ? (
        <p className="text-muted">{t(product.detailed_at === null ? "detailsComing" : "noAttributes")}</p>
      ) : (
        <dl className="grid gap-x-4 two:grid-cols-[minmax(0,220px)_minmax(0,1fr)]">
          {product.attributes.map((attribute) => (
            <div
              key={`${attribute.complex_id} ${attribute.id}`}
              className="col-span-full grid grid-cols-subgrid border-line border-b py-1.5 last:border-b-0"
            >
              <dt className="wrap-anywhere text-muted max-two:text-[12px]">
                {attribute.name ?? t("attributeNumber", { id: attribute.id })}
              </dt>
              <dd className="foreign-text line-clamp-4">
                {attribute.values.map(({ value }) => value).join(", ")}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {isOpen && (
        <Suspense fallback={null}>
          <AttributesDialog product={product} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </Part>
  );
}
