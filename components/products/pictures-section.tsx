"use client";

import { ArrowLeft, ArrowRight, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ProductDetails } from "@/lib/wire/products";
import { ConfirmChange } from "../market/confirm-change";
import { useCount } from "../market/money";
import { Picture } from "../market/picture";
import { useErrorText } from "../shell/use-error-text";
import { Button, IconButton } from "../ui/button";
import { useUpdatePictures } from "./acts";
import { Part } from "./part";
import { type PictureList, readAddresses } from "./read-addresses";

/** Its pictures, the main one first. */
export function PicturesSection({ product, mayAct }: { product: ProductDetails; mayAct: boolean }) {
  const t = useTranslations("products");
  const acts = useTranslations("productActs");
  const [isOpen, setOpen] = useState(false);
  return (
    <Part
      title={t("pictures")}
      action={
        mayAct && (
          <Button aria-label={acts("changePictures")} onClick={() => setOpen(true)}>
            {t("changePrices")}
          </Button>
        )
      }
    >
      {product.pictures.length === 0 ? (
        <p className="text-muted">{t("noPictures")}</p>
      ) : (
        <ul className="flex flex-wrap items-end gap-2">
          {product.pictures.map((address, at) => (
            <li key={address}>
              <Picture
                src={address}
                name={product.name}
                size={at === 0 ? 168 : 80}
                className="rounded-control!"
              />
            </li>
          ))}
        </ul>
      )}
      {isOpen && <ChangePictures product={product} onClose={() => setOpen(false)} />}
    </Part>
  );
}

function ChangePictures({ product, onClose }: { product: ProductDetails; onClose: () => void }) {
  const t = useTranslations("productActs");
  const count = useCount();
  const errorText = useErrorText();
  const send = useUpdatePictures(product.id);
  const sources = product.picture_sources ?? [];
  const [kept, setKept] = useState<readonly string[]>(sources);
  const [typed, setTyped] = useState("");
  const added = readAddresses(typed);
  const pictures = [...kept, ...added.addresses];
  const isSame = pictures.join("\n") === sources.join("\n");
  const nameOf = (address: string | undefined) => address?.split("/").at(-1) ?? null;
  return (
    <ConfirmChange
      isOpen
      onClose={onClose}
      title={t("changePictures")}
      intro={t("picturesIntro")}
      lines={[
        {
          key: "count",
          label: t("pictureCount"),
          before: count(product.pictures.length),
          after: count(pictures.length),
        },
        {
          key: "main",
          label: t("mainPicture"),
          before: nameOf(sources[0]),
          after: nameOf(pictures[0]),
        },
      ]}
      question={null}
      confirmText={t("sendPictures")}
      onConfirm={() => send.mutate({ pictures }, { onSuccess: onClose })}
      isPending={send.isPending}
      error={send.error === null ? null : errorText(send.error)}
      isIncomplete={isSame || pictures.length === 0 || pictures.length > 30 || added.wrong.length > 0}
    >
      <KeptPictures product={product} kept={kept} onChange={setKept} />
      <AddAddresses typed={typed} onChange={setTyped} added={added} />
    </ConfirmChange>
  );
}

interface KeptProps {
  product: ProductDetails;
  kept: readonly string[];
  onChange: (kept: readonly string[]) => void;
}

/** What shows a picture of the marketplace: its address at our own server. */
function pictureOf({ pictures, picture_sources = [] }: ProductDetails, source: string): string | null {
  return pictures[picture_sources.indexOf(source)] ?? null;
}

/** Those that stay, in their order; each is moved and taken out by buttons. */
function KeptPictures({ product, kept, onChange }: KeptProps) {
  const t = useTranslations("productActs");
  function move(at: number, by: number) {
    const next = [...kept];
    const [address] = next.splice(at, 1);
    if (address !== undefined) next.splice(at + by, 0, address);
    onChange(next);
  }
  return (
    <ol className="flex flex-wrap gap-2">
      {kept.map((address, at) => (
        <li key={address} className="flex flex-col items-center gap-1">
          <Picture src={pictureOf(product, address)} name={product.name} size={88} />
          <span className="flex">
            <IconButton
              label={t("pictureEarlier", { number: at + 1 })}
              disabled={at === 0}
              onClick={() => move(at, -1)}
            >
              <ArrowLeft size={14} aria-hidden="true" />
            </IconButton>
            <IconButton
              label={t("pictureOut", { number: at + 1 })}
              onClick={() => onChange(kept.filter((other) => other !== address))}
            >
              <Trash2 size={14} aria-hidden="true" />
            </IconButton>
            <IconButton
              label={t("pictureLater", { number: at + 1 })}
              disabled={at === kept.length - 1}
              onClick={() => move(at, 1)}
            >
              <ArrowRight size={14} aria-hidden="true" />
            </IconButton>
          </span>
        </li>
      ))}
    </ol>
  );
}

interface AddProps {
  typed: string;
  onChange: (typed: string) => void;
  added: PictureList;
}

function AddAddresses({ typed, onChange, added }: AddProps) {
  const t = useTranslations("productActs");
  return (
    <label className="flex flex-col gap-1">
      <span className="font-medium">{t("addPictures")}</span>
      <textarea
        rows={3}
        spellCheck={false}
        value={typed}
        placeholder="https://…"
        onChange={(event) => onChange(event.target.value)}
        className="block w-full rounded-control border border-control bg-panel px-2.5 py-1.5 font-mono text-[12.5px] max-two:text-base"
      />
      <span className={added.wrong.length > 0 ? "text-[12px] text-bad-ink" : "text-[12px] text-muted"}>
        {added.wrong.length > 0 ? t("wrongAddress", { address: added.wrong[0] ?? "" }) : t("addPicturesHint")}
      </span>
    </label>
  );
}
