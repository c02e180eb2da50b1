"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ProductDetails } from "@/lib/wire/products";
import { ConfirmChange } from "../market/confirm-change";
import { SearchField } from "../market/filter-fields";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Notice } from "../ui/notice";
import { useUpdateAttributes } from "./acts";
import {
  type AttributeValue,
  type CategoryAttribute,
  changesOf,
  inOrder,
  missingOf,
  valuesOf,
  type WantedValues,
} from "./attribute-changes";
import { AttributeEditor } from "./attribute-editor";
import { type KindOfProduct, useCategoryAttributes } from "./queries";

interface AttributesDialogProps {
  product: ProductDetails;
  onClose: () => void;
}

/** Everything that can be said of products of this kind; what is changed is seen old beside new before it is sent. */
export function AttributesDialog({ product, onClose }: AttributesDialogProps) {
  const t = useTranslations("productActs");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const kind: KindOfProduct = {
    seller_id: product.seller_id,
    category_id: product.category_id ?? "",
    type_id: product.type_id ?? "",
  };
  const { data: attributes, isError, error, refetch } = useCategoryAttributes(kind);
  const [wanted, setWanted] = useState<WantedValues>(new Map());
  const [isAsking, setAsking] = useState(false);
  if (isAsking && attributes !== undefined) {
    return (
      <Ask
        product={product}
        attributes={attributes}
        wanted={wanted}
        onClose={() => setAsking(false)}
        onSent={onClose}
      />
    );
  }
  return (
    <Dialog isOpen onClose={onClose} title={t("changeAttributes")} closeLabel={common("close")} isWide>
      {attributes === undefined ? (
        isError ? (
          <Notice tone="bad" action={<Button onClick={() => refetch()}>{common("retry")}</Button>}>
            {errorText(error)}
          </Notice>
        ) : (
          <div role="status" aria-label={common("loading")} className="skeleton h-64 w-full" />
        )
      ) : (
        <Form
          product={product}
          kind={kind}
          attributes={attributes}
          wanted={wanted}
          onWant={(id, values) => setWanted((known) => new Map(known).set(id, values))}
          onAsk={() => setAsking(true)}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}

interface FormProps {
  product: ProductDetails;
  kind: KindOfProduct;
  attributes: readonly CategoryAttribute[];
  wanted: WantedValues;
  onWant: (id: string, values: readonly AttributeValue[]) => void;
  onAsk: () => void;
  onClose: () => void;
}

function Form({ product, kind, attributes, wanted, onWant, onAsk, onClose }: FormProps) {
  const t = useTranslations("productActs");
  const common = useTranslations("common");
  const [words, setWords] = useState("");
  const changes = changesOf(product, attributes, wanted);
  const missing = missingOf(product, attributes, wanted);
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (changes.length > 0 && missing.length === 0) onAsk();
      }}
    >
      <SearchField
        label={t("findAttribute")}
        placeholder={t("findAttribute")}
        value={words}
        onChange={setWords}
      />
      <ul className="-mx-1 flex max-h-[52dvh] min-h-48 flex-col gap-3 overflow-y-auto px-1 py-1">
        {inOrder(product, attributes, words).map((attribute) => (
          <li key={attribute.id}>
            <AttributeEditor
              kind={kind}
              attribute={attribute}
              values={wanted.get(attribute.id) ?? valuesOf(product, attribute.id)}
              onChange={(values) => onWant(attribute.id, values)}
            />
          </li>
        ))}
      </ul>
      {missing.length > 0 && (
        <p role="status" className="text-[12px] text-bad-ink">
          {t("missingRequired", { names: missing.map(({ name }) => name).join(", ") })}
        </p>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{common("cancel")}</Button>
        <Button type="submit" look="primary" disabled={changes.length === 0 || missing.length > 0}>
          {t("showChanges", { count: changes.length })}
        </Button>
      </div>
    </form>
  );
}

interface AskProps {
  product: ProductDetails;
  attributes: readonly CategoryAttribute[];
  wanted: WantedValues;
  onClose: () => void;
  onSent: () => void;
}

function Ask({ product, attributes, wanted, onClose, onSent }: AskProps) {
  const t = useTranslations("productActs");
  const errorText = useErrorText();
  const send = useUpdateAttributes(product.id);
  const changes = changesOf(product, attributes, wanted);
  const say = (values: readonly AttributeValue[]) =>
    values.length === 0 ? null : shorten(values.map(({ value }) => value).join(", "));
  return (
    <ConfirmChange
      isOpen
      onClose={onClose}
      title={t("changeAttributes")}
      intro={t("attributesIntro")}
      lines={changes.map(({ id, name, before, after }) => ({
        key: id,
        label: name,
        before: say(before),
        after: say(after),
      }))}
      question={null}
      confirmText={t("sendAttributes", { count: changes.length })}
      onConfirm={() =>
        send.mutate(
          {
            attributes: changes.map(({ id, complexId, after }) => ({
              id,
              complex_id: complexId,
              values: after.map(({ value, dictionary_value_id }) => ({ value, dictionary_value_id })),
            })),
          },
          { onSuccess: onSent },
        )
      }
      isPending={send.isPending}
      error={send.error === null ? null : errorText(send.error)}
    />
  );
}

const SHOWN_CHARS = 60;

/** Long texts are told by their beginning. */
function shorten(text: string): string {
  return text.length <= SHOWN_CHARS ? text : `${text.slice(0, SHOWN_CHARS)}…`;
}
