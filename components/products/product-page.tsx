"use client";

import { Archive, ArchiveRestore, ArrowLeft, Trash2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import type { ProductDetails } from "@/lib/wire/products";
import { ApiError } from "../api-client";
import { ActionHistory } from "../market/action-history";
import { Freshness } from "../market/freshness";
import { useCurrentUser } from "../shell/current-user";
import { PlacesButton } from "../shell/places-button";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { Chip } from "../ui/chip";
import { EmptyState } from "../ui/empty-state";
import { Notice } from "../ui/notice";
import { AttributesSection } from "./attributes-section";
import { BarcodesSection } from "./barcodes-section";
import { BulkQuestion } from "./bulk-question";
import { Part } from "./part";
import { PicturesSection } from "./pictures-section";
import { PriceSection } from "./price-section";
import { ProductStocks, RatingSection, RelatedProducts } from "./product-facts";
import { useProduct, useProductEvents } from "./queries";

/** One product: what the buyer sees of it, what it costs, where it lies, and who changed what. */
export function ProductPage({ productId }: { productId: string }) {
  const t = useTranslations("products");
  const common = useTranslations("common");
  const errorText = useErrorText();
  useProductEvents();
  const { data: product, error, refetch } = useProduct(productId);
  if (product === undefined) {
    if (error === null) {
      return (
        <Frame title={null} head={null}>
          <PageSkeleton />
        </Frame>
      );
    }
    const isMissing = error instanceof ApiError && error.code === "not_found";
    return (
      <Frame title={t("title")} head={null}>
        <EmptyState
          isUrgent
          title={t(isMissing ? "missingTitle" : "failedOne")}
          text={isMissing ? t("missingText") : errorText(error)}
          action={isMissing ? undefined : <Button onClick={() => refetch()}>{common("retry")}</Button>}
        />
      </Frame>
    );
  }
  return (
    <Frame title={product.name || product.offer_id} head={<HeadFacts product={product} />}>
      <Body product={product} />
    </Frame>
  );
}

function Frame({ title, head, children }: { title: string | null; head: ReactNode; children: ReactNode }) {
  const t = useTranslations("products");
  const common = useTranslations("common");
  return (
    <main id="content" className="flex min-h-0 flex-1 flex-col overflow-y-auto [scrollbar-gutter:stable]">
      <div className="mx-auto flex w-full max-w-290 flex-1 flex-col px-4 pb-16 two:px-6">
        <header className="py-3">
          <div className="flex min-h-10 items-center gap-2">
            <PlacesButton />
            <Link
              href="/products"
              aria-label={t("backToList")}
              title={t("backToList")}
              className="-ml-2 grid size-8 shrink-0 place-items-center rounded-control text-muted hover:bg-hover hover:text-ink max-two:ml-0 pointer-coarse:size-11"
            >
              <ArrowLeft size={18} aria-hidden="true" />
            </Link>
            {title === null ? (
              <>
                <h1 className="sr-only">{common("loading")}</h1>
                <div aria-hidden="true" className="skeleton h-5 w-72 max-w-full" />
              </>
            ) : (
              <h1 className="min-w-0 flex-1 wrap-anywhere font-semibold text-[18px] leading-snug tracking-tight">
                {title}
              </h1>
            )}
          </div>
          {head}
        </header>
        {children}
      </div>
    </main>
  );
}

function HeadFacts({ product }: { product: ProductDetails }) {
  const t = useTranslations("products");
  return (
    <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1.5 text-[12.5px] text-muted tabular-nums">
      <span>{t("article", { article: product.offer_id })}</span>
      {product.sku !== null && <span>{t("sku", { sku: product.sku })}</span>}
      {product.category !== null && <span>{product.category}</span>}
      {product.is_gone && <Chip tone="warn">{t("gone")}</Chip>}
      {product.is_archived && <Chip>{t("archived")}</Chip>}
      {!product.is_archived && product.status_name !== null && <Chip>{product.status_name}</Chip>}
      <Freshness sellerId={product.seller_id} sections={["products", "product_details", "stocks"]} />
      <span className="flex flex-wrap gap-2 two:ml-auto">
        <HeadActs product={product} />
      </span>
    </div>
  );
}

/** Into the archive and back; for good only from there. */
function HeadActs({ product }: { product: ProductDetails }) {
  const t = useTranslations("productActs");
  const { role } = useCurrentUser();
  const [act, setAct] = useState<"archive" | "unarchive" | "delete" | null>(null);
  if (role === "operator" || product.is_gone) return null;
  const close = () => setAct(null);
  return (
    <>
      {product.is_archived ? (
        <>
          <Button onClick={() => setAct("unarchive")}>
            <ArchiveRestore size={14} aria-hidden="true" />
            {t("unarchive")}
          </Button>
          <Button look="danger" onClick={() => setAct("delete")}>
            <Trash2 size={14} aria-hidden="true" />
            {t("delete")}
          </Button>
        </>
      ) : (
        <Button onClick={() => setAct("archive")}>
          <Archive size={14} aria-hidden="true" />
          {t("archive")}
        </Button>
      )}
      {act !== null && (
        <BulkQuestion
          act={act}
          sellerId={product.seller_id}
          products={[product]}
          onClose={close}
          onSent={close}
        />
      )}
    </>
  );
}

function Body({ product }: { product: ProductDetails }) {
  const t = useTranslations("products");
  const { role } = useCurrentUser();
  const mayAct = role !== "operator" && !product.is_gone;
  return (
    <div className="flex flex-col gap-6">
      {product.problems.length > 0 && (
        <Notice tone="warn" title={t("problemsTitle")}>
          <ul>
            {product.problems.map((problem) => (
              <li key={problem}>
                <bdi>{problem}</bdi>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <div className="grid gap-x-10 gap-y-8 views:grid-cols-[minmax(0,1fr)_340px]">
        <div className="flex min-w-0 flex-col gap-8">
          <PicturesSection product={product} mayAct={mayAct} />
          <Part title={t("stocksTitle")}>
            <ProductStocks product={product} />
          </Part>
          <Part title={t("description")}>
            {product.description === null || product.description === "" ? (
              <p className="text-muted">{t("noDescription")}</p>
            ) : (
              <Description text={product.description} />
            )}
          </Part>
          <AttributesSection product={product} mayAct={mayAct} />
        </div>
        <div className="flex min-w-0 flex-col gap-8">
          <PriceSection product={product} mayAct={mayAct} />
          <RatingSection product={product} />
          <BarcodesSection product={product} mayAct={mayAct} />
          <RelatedProducts product={product} />
          <Part title={t("history")}>
            <ActionHistory sellerId={product.seller_id} subject={product.offer_id} />
          </Part>
        </div>
      </div>
    </div>
  );
}

const LONG_DESCRIPTION = 700;

/** What the marketplace tells buyers; tags are taken off, long ones fold. */
function Description({ text }: { text: string }) {
  const t = useTranslations("products");
  const [isOpen, setOpen] = useState(false);
  const plain = text.replace(/<br\s*\/?>/gi, "\n").replace(/<[^>]{1,200}>/g, "");
  const isLong = plain.length > LONG_DESCRIPTION;
  return (
    <>
      <p className="foreign-text max-w-170">
        {isLong && !isOpen ? `${plain.slice(0, LONG_DESCRIPTION)}…` : plain}
      </p>
      {isLong && (
        <Button look="quiet" className="-ml-3" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t(isOpen ? "less" : "readAll")}
        </Button>
      )}
    </>
  );
}

function PageSkeleton() {
  const common = useTranslations("common");
  return (
    <div
      role="status"
      aria-label={common("loading")}
      className="grid gap-x-10 gap-y-8 pt-2 views:grid-cols-[minmax(0,1fr)_340px]"
    >
      <div className="flex flex-col gap-6">
        <div className="skeleton h-44 w-full" />
        <div className="skeleton h-32 w-full" />
      </div>
      <div className="flex flex-col gap-6">
        <div className="skeleton h-24 w-full" />
        <div className="skeleton h-40 w-full" />
      </div>
    </div>
  );
}
