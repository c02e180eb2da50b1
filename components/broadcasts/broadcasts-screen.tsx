"use client";

import { Plus } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useSellers } from "../sellers/queries";
import { useCurrentUser } from "../shell/current-user";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { Notice } from "../ui/notice";
import { BroadcastRow } from "./broadcast-row";
import { broadcastStatuses } from "./broadcast-state";
import { BroadcastsFrame } from "./broadcasts-frame";
import type { BroadcastFilters } from "./put-broadcast";
import { useBroadcastEvents, useBroadcasts } from "./queries";
import { TemplateLinks } from "./template-links";

const noFilters: BroadcastFilters = {};

/** Every broadcast: those about orders that are switched on first, then the newest. */
export function BroadcastsScreen() {
  const t = useTranslations("broadcasts");
  const { role } = useCurrentUser();
  if (role === "operator") {
    return (
      <BroadcastsFrame title={t("title")} back={null}>
        <EmptyState title={t("notAllowedTitle")} text={t("notAllowed")} />
      </BroadcastsFrame>
    );
  }
  return (
    <BroadcastsFrame
      title={t("title")}
      back={null}
      action={
        <Link
          href="/broadcasts/new"
          className="inline-flex min-h-8 items-center gap-1.5 rounded-control bg-accent px-3 py-1 font-semibold text-on-accent transition-colors duration-120 hover:bg-accent-strong pointer-coarse:min-h-11"
        >
          <Plus size={15} aria-hidden="true" />
          {t("add")}
        </Link>
      }
    >
      <p className="-mt-2 mb-4 max-w-140 text-muted">{t("lead")}</p>
      <Lists />
    </BroadcastsFrame>
  );
}

function Lists() {
  const [filters, setFilters] = useState(noFilters);
  useBroadcastEvents();
  const query = useBroadcasts(filters);
  const isNarrowed = filters.seller_id !== undefined || filters.status !== undefined;
  const isEmpty = query.data?.pages.every(({ items }) => items.length === 0) ?? false;
  if (isEmpty && !isNarrowed) return <NoBroadcasts />;
  return (
    <>
      <Filters filters={filters} onChange={setFilters} />
      {filters.status === undefined && <OrderSection sellerId={filters.seller_id} />}
      <AllBroadcasts
        query={query}
        isEmpty={isEmpty}
        hidesOn={filters.status === undefined}
        onReset={() => setFilters(noFilters)}
      />
    </>
  );
}

function NoBroadcasts() {
  const t = useTranslations("broadcasts");
  return (
    <div className="mx-auto flex w-full max-w-200 flex-1 flex-col items-center justify-center gap-3 py-10 text-center">
      <h2 className="font-semibold text-[15px]">{t("emptyTitle")}</h2>
      <p className="max-w-120 text-balance text-muted">{t("emptyText")}</p>
      <p className="mt-3 font-medium">{t("emptyStart")}</p>
      <TemplateLinks />
    </div>
  );
}

const selectLook =
  "min-h-8 max-w-full rounded-control border border-control bg-panel px-2 text-ink pointer-coarse:min-h-11 max-two:text-base";

function Filters({
  filters,
  onChange,
}: {
  filters: BroadcastFilters;
  onChange: (filters: BroadcastFilters) => void;
}) {
  const t = useTranslations("broadcasts");
  const { data: sellers = [] } = useSellers();
  return (
    <div className="mb-5 flex flex-wrap items-center gap-2">
      <select
        aria-label={t("seller")}
        className={selectLook}
        value={filters.seller_id ?? ""}
        onChange={(event) => onChange({ ...filters, seller_id: event.target.value || undefined })}
      >
        <option value="">{t("allSellers")}</option>
        {sellers.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <select
        aria-label={t("status")}
        className={selectLook}
        value={filters.status ?? ""}
        onChange={(event) =>
          onChange({ ...filters, status: broadcastStatuses.find((status) => status === event.target.value) })
        }
      >
        <option value="">{t("allStatuses")}</option>
        {broadcastStatuses.map((status) => (
          <option key={status} value={status}>
            {t(`statuses.${status}`)}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Those about orders that run on, whatever their age. */
function OrderSection({ sellerId }: { sellerId: string | undefined }) {
  const t = useTranslations("broadcasts");
  const { data } = useBroadcasts({ seller_id: sellerId, kind: "order", status: "running" });
  const broadcasts = data?.pages.flatMap(({ items }) => items) ?? [];
  if (broadcasts.length === 0) return null;
  return (
    <section className="mb-8">
      <h2 className="font-semibold text-[15px]">{t("orderHead")}</h2>
      <p className="mb-1 text-muted">{t("orderLead")}</p>
      <ul>
        {broadcasts.map((broadcast) => (
          <BroadcastRow key={broadcast.id} broadcast={broadcast} />
        ))}
      </ul>
    </section>
  );
}

interface AllBroadcastsProps {
  query: ReturnType<typeof useBroadcasts>;
  isEmpty: boolean;
  /** Those about orders that are switched on stand in a section of their own. */
  hidesOn: boolean;
  onReset: () => void;
}

function AllBroadcasts({ query, isEmpty, hidesOn, onReset }: AllBroadcastsProps) {
  const t = useTranslations("broadcasts");
  const common = useTranslations("common");
  const errorText = useErrorText();
  if (query.data === undefined) {
    if (!query.isError) return <ListSkeleton />;
    return (
      <EmptyState
        isUrgent
        title={t("failed")}
        text={errorText(query.error)}
        action={<Button onClick={() => query.refetch()}>{common("retry")}</Button>}
      />
    );
  }
  if (isEmpty) {
    return (
      <EmptyState
        title={t("nothingTitle")}
        text={t("nothingText")}
        action={<Button onClick={onReset}>{t("showAll")}</Button>}
      />
    );
  }
  const shown = query.data.pages
    .flatMap(({ items }) => items)
    .filter(({ kind, status }) => !(hidesOn && kind === "order" && status === "running"));
  return (
    <section aria-label={t("onceHead")}>
      <ul>
        {shown.map((broadcast) => (
          <BroadcastRow key={broadcast.id} broadcast={broadcast} />
        ))}
      </ul>
      {query.isFetchNextPageError && (
        <div className="mt-3">
          <Notice tone="bad" isUrgent>
            {t("moreFailed")} {errorText(query.error)}
          </Notice>
        </div>
      )}
      {query.hasNextPage && (
        <div className="mt-4 flex justify-center">
          <Button disabled={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
            {t(query.isFetchingNextPage ? "loadingMore" : "more")}
          </Button>
        </div>
      )}
    </section>
  );
}

function ListSkeleton() {
  const common = useTranslations("common");
  return (
    <div role="status" aria-label={common("loading")}>
      {["a", "b", "c", "d", "e"].map((key) => (
        <div key={key} className="flex h-16 items-center gap-6 border-line border-b">
          <div className="flex flex-1 flex-col gap-2">
            <div className="skeleton h-3.5 w-56 max-w-full" />
            <div className="skeleton h-3 w-72 max-w-full" />
          </div>
          <div className="skeleton h-3 w-40 max-two:hidden" />
        </div>
      ))}
    </div>
  );
}
