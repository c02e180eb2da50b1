"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleAlert, FileText, LoaderCircle, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { getDocument, getDocumentFile, type OrderDocument } from "@/lib/wire/order-acts";
import { addressOf, callApi } from "../api-client";
import { queryKeys } from "../query-keys";
import { useCodeText } from "../shell/use-error-text";
import { IconButton } from "../ui/button";
import { unfollowDocument } from "./followed";

/** Labels take the marketplace seconds, acts a minute. */
const LOOK_AGAIN_MS = 1_500;

/** A document that the marketplace makes: being made, ready to be opened, or what is wrong. */
export function DocumentCard({ first }: { first: OrderDocument }) {
  const t = useTranslations("actions");
  const codeText = useCodeText();
  const { data: document } = useQuery({
    queryKey: queryKeys.orderDocument(first.id),
    queryFn: async ({ signal }) =>
      (await callApi(getDocument, { params: { id: first.id }, signal })).document,
    initialData: first,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.status === "preparing" ? LOOK_AGAIN_MS : false),
  });
  const title = t(`documents.${document.kind}`, { count: document.posting_numbers.length });
  return (
    <article
      aria-label={title}
      className="pointer-events-auto animate-[appear_160ms_ease-out] rounded-bubble border border-line bg-panel px-3 py-2.5"
    >
      <div className="flex items-start gap-2">
        <Icon status={document.status} />
        <div role="status" className="min-w-0 flex-1">
          <p className="wrap-anywhere font-medium">{title}</p>
          <p className="wrap-anywhere text-[12.5px] text-muted">
            {document.status === "failed" && document.error !== null
              ? codeText(document.error.code, document.error.message)
              : t(`documentStatus.${document.status}`)}
          </p>
          {document.error?.theirs && (
            <bdi className="wrap-anywhere text-[12.5px] text-muted">
              {t("theirWords", { words: document.error.theirs })}
            </bdi>
          )}
        </div>
        <IconButton
          label={t("hide")}
          onClick={() => unfollowDocument(first.id)}
          className="-mt-1 -mr-1.5 size-7"
        >
          <X size={14} aria-hidden="true" />
        </IconButton>
      </div>
      {document.status === "ready" && (
        <a
          href={addressOf(getDocumentFile.path, { id: document.id })}
          target="_blank"
          rel="noreferrer"
          onClick={() => unfollowDocument(first.id)}
          className="mt-2 flex min-h-8 items-center justify-center rounded-control bg-accent px-3 py-1 font-semibold text-on-accent hover:bg-accent-strong pointer-coarse:min-h-11"
        >
          {t("openPdf")}
        </a>
      )}
    </article>
  );
}

function Icon({ status }: Pick<OrderDocument, "status">) {
  if (status === "failed")
    return <CircleAlert size={16} aria-hidden="true" className="mt-0.5 shrink-0 text-bad" />;
  if (status === "ready")
    return <FileText size={16} aria-hidden="true" className="mt-0.5 shrink-0 text-ok" />;
  return (
    <LoaderCircle
      size={16}
      aria-hidden="true"
      className="mt-0.5 shrink-0 animate-spin text-accent motion-reduce:animate-none"
    />
  );
}
