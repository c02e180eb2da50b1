"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ProductDetails } from "@/lib/wire/products";
import { ConfirmChange } from "../market/confirm-change";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { TextField } from "../ui/field";
import { useAddBarcodes } from "./acts";
import { Part } from "./part";

/** Its barcodes; another is typed, or made by the marketplace. */
export function BarcodesSection({ product, mayAct }: { product: ProductDetails; mayAct: boolean }) {
  const t = useTranslations("products");
  const acts = useTranslations("productActs");
  const common = useTranslations("common");
  const [way, setWay] = useState<"typed" | "made" | null>(null);
  return (
    <Part
      title={t("barcodes")}
      action={
        mayAct && (
          <>
            <Button onClick={() => setWay("typed")}>{acts("addBarcode")}</Button>
            <Button look="quiet" onClick={() => setWay("made")}>
              {acts("makeBarcode")}
            </Button>
          </>
        )
      }
    >
      {product.barcodes.length === 0 ? (
        <p className="text-muted">{t("noBarcodes")}</p>
      ) : (
        <ul>
          {product.barcodes.map((barcode) => (
            <li key={barcode} className="flex items-center gap-1 tabular-nums">
              <bdi className="wrap-anywhere">{barcode}</bdi>
              <CopyButton value={barcode} label={common("copy")} copiedLabel={common("copied")} />
            </li>
          ))}
        </ul>
      )}
      {way !== null && <AskBarcode product={product} isMade={way === "made"} onClose={() => setWay(null)} />}
    </Part>
  );
}

function AskBarcode({
  product,
  isMade,
  onClose,
}: {
  product: ProductDetails;
  isMade: boolean;
  onClose: () => void;
}) {
  const t = useTranslations("productActs");
  const errorText = useErrorText();
  const send = useAddBarcodes();
  const [typed, setTyped] = useState("");
  const barcode = typed.trim();
  return (
    <ConfirmChange
      isOpen
      onClose={onClose}
      title={t(isMade ? "makeBarcode" : "addBarcode")}
      intro={t(isMade ? "makeBarcodeIntro" : "addBarcodeIntro")}
      lines={[
        {
          key: product.id,
          label: product.name || product.offer_id,
          note: product.offer_id,
          before: product.barcodes.length === 0 ? null : product.barcodes.join(", "),
          after: isMade ? t("newBarcode") : barcode === "" ? null : `+ ${barcode}`,
        },
      ]}
      question={null}
      confirmText={t("sendBarcode")}
      onConfirm={() =>
        send.mutate(
          {
            seller_id: product.seller_id,
            items: [{ offer_id: product.offer_id, barcode: isMade ? undefined : barcode }],
          },
          { onSuccess: onClose },
        )
      }
      isPending={send.isPending}
      error={send.error === null ? null : errorText(send.error)}
      isIncomplete={!isMade && barcode === ""}
    >
      {!isMade && (
        <TextField
          label={t("barcode")}
          autoComplete="off"
          maxLength={100}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      )}
    </ConfirmChange>
  );
}
