"use client";

import { useQueryClient } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from "react";
import type { Order } from "@/lib/wire/orders";
import { useSelection } from "../inbox/use-selection";
import { Freshness } from "../market/freshness";
import { toFreshness } from "../market/freshness-state";
import { SectionFrame } from "../market/section-frame";
import { SectionTabs } from "../market/section-tabs";
import { useAddress } from "../market/use-address";
import { useSections } from "../market/use-sections";
import { useSellers } from "../sellers/queries";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import type { Acting } from "./acting";
import { BulkBar } from "./bulk-bar";
import { addressNames, isNarrowed, orderTabs, tabOf, toOrderQuery } from "./order-filters";
import { OrderPanel } from "./order-panel";
import { goToOrder, parseOrderPath } from "./order-place";
import { ORDER_ROW_PX } from "./order-row";
import { OrderRows } from "./order-rows";
import { OrdersFilters } from "./orders-filters";
import { shortenOrderList, useOrderCounts, useOrderEvents, useOrders } from "./queries";
import { useOrderKeys } from "./use-order-keys";

// What will change and the reasons for it: fetched with the first act.
const ActDialog = lazy(async () => ({ default: (await import("./act-dialog")).ActDialog }));

const sections = ["orders", "fbo_orders"] as const;

/** Every order of the sellers one may see: what must be sent first, and the one that is open beside it. */
export function OrdersScreen() {
  const t = useTranslations("orders");
  const openId = parseOrderPath(usePathname());
  const address = useAddress(addressNames);
  const { values } = address;
  const tab = tabOf(values);
  const query = useMemo(() => toOrderQuery(values), [values]);
  const { data: counts } = useOrderCounts(query);
  const list = useOrders(query);
  const orders = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data]);
  const marks = useSelection(JSON.stringify(query), orders);
  const search = useRef<HTMLInputElement>(null);
  const [acting, setActing] = useState<Acting | null>(null);
  const cache = useQueryClient();
  useOrderEvents(openId);
  useEffect(() => () => shortenOrderList(cache, query), [cache, query]);
  useOrderKeys({ orders, openId, marks, search });
  const tabs = orderTabs.map((key) => ({ key, label: t(`tabs.${key}`), isUrgent: key === "late" }));

  return (
    <SectionFrame
      title={t("title")}
      freshness={<Freshness sellerId={values.seller ?? null} sections={sections} />}
      tabs={
        <SectionTabs
          label={t("lists")}
          tabs={tabs}
          value={tab}
          counts={counts}
          onChange={(key) => address.change({ tab: key })}
        />
      }
      filters={
        marks.selected.length > 0 ? (
          <BulkBar
            selected={marks.selected}
            loaded={orders.length}
            onSelectAll={marks.all}
            onClear={marks.clear}
            onAct={setActing}
          />
        ) : (
          <OrdersFilters address={address} search={search} />
        )
      }
      hasOwnScroll
      aside={
        openId === null ? null : (
          <OrderPanel orderId={openId} onClose={() => goToOrder(null)} onAct={setActing} />
        )
      }
    >
      <ListBody
        key={JSON.stringify(query)}
        query={list}
        orders={orders}
        isNarrowed={isNarrowed({ ...values, seller: "" })}
        tab={tab}
        onReset={() => address.replace({ tab, seller: values.seller ?? "" })}
        openId={openId}
        selection={marks.selection}
        onSelect={marks.onSelect}
      />
      {acting !== null && (
        <Suspense fallback={null}>
          <ActDialog
            {...acting}
            onClose={() => setActing(null)}
            onDone={() => {
              setActing(null);
              if (acting.orders.length > 1) marks.clear();
            }}
          />
        </Suspense>
      )}
    </SectionFrame>
  );
}

interface ListBodyProps {
  query: ReturnType<typeof useOrders>;
  orders: readonly Order[];
  isNarrowed: boolean;
  tab: ReturnType<typeof tabOf>;
  onReset: () => void;
  openId: string | null;
  selection: ReturnType<typeof useSelection>["selection"];
  onSelect: (orderId: string, isRange: boolean) => void;
}

function ListBody({ query, orders, isNarrowed: isFiltered, tab, onReset, ...rows }: ListBodyProps) {
  const t = useTranslations("orders");
  const common = useTranslations("common");
  const errorText = useErrorText();
  if (query.isPending) return <ListSkeleton />;
  if (query.isError && orders.length === 0) {
    return (
      <EmptyState
        isUrgent
        title={t("failed")}
        text={errorText(query.error)}
        action={<Button onClick={() => query.refetch()}>{common("retry")}</Button>}
      />
    );
  }
  if (orders.length > 0) return <OrderRows query={query} orders={orders} {...rows} />;
  if (isFiltered) {
    return (
      <EmptyState
        title={t("nothingTitle")}
        text={t("nothingText")}
        action={<Button onClick={onReset}>{t("reset")}</Button>}
      />
    );
  }
  return <NoOrders tab={tab} />;
}

/** Nothing to do is good news; nothing taken in yet is none. */
function NoOrders({ tab }: Pick<ListBodyProps, "tab">) {
  const t = useTranslations("orders");
  const { data: sellers } = useSellers();
  const { sections: known } = useSections(null, sections);
  if (sellers?.length === 0) return <EmptyState title={t("noSellers")} text={t("noSellersText")} />;
  const state = known === undefined ? null : toFreshness(known).kind;
  if (state === "loading" || state === "unknown")
    return <EmptyState title={t("coming")} text={t("emptyOtherText")} />;
  const isWork = tab === "to_assemble" || tab === "to_hand_over" || tab === "late";
  return (
    <EmptyState
      title={t(isWork ? `empty.${tab}` : "empty.other")}
      text={t(isWork ? "emptyText" : "emptyOtherText")}
    />
  );
}

/** Rows to come, in the shape of rows. */
function ListSkeleton() {
  const common = useTranslations("common");
  return (
    <div
      role="status"
      aria-label={common("loading")}
      className="min-h-0 flex-1 overflow-hidden border-line border-t"
    >
      {["46%", "38%", "52%", "41%", "49%", "35%", "44%", "50%"].map((width) => (
        <div
          key={width}
          style={{ height: ORDER_ROW_PX }}
          className="flex items-center gap-3 border-line/60 border-b pr-4 pl-8"
        >
          <div className="skeleton size-11 shrink-0" />
          <div className="flex min-w-0 flex-1 flex-col gap-2">
            <div className="skeleton h-3 w-36" />
            <div className="skeleton h-3" style={{ width }} />
          </div>
          <div className="skeleton h-4 w-20" />
        </div>
      ))}
    </div>
  );
}
