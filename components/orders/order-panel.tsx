"use client";

import { useTranslations } from "next-intl";
import type { OrderDetails } from "@/lib/wire/orders";
import { ApiError } from "../api-client";
import { ActionHistory } from "../market/action-history";
import { PanelSection, SidePanel } from "../market/side-panel";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { Chip } from "../ui/chip";
import { CopyButton } from "../ui/copy-button";
import { EmptyState } from "../ui/empty-state";
import { useMakeDocuments } from "./act-queries";
import type { Acting } from "./acting";
import { OrderDelivery, OrderMoney, OrderProducts } from "./order-parts";
import { OrderChats, OrderReturns, SameBuyer } from "./order-relations";
import { useMayAct } from "./order-rights";
import { OrderWay } from "./order-way";
import { useOrder } from "./queries";
import { useOrderWords } from "./use-order-words";

interface OrderPanelProps {
  orderId: string;
  onClose: () => void;
  onAct: (acting: Acting) => void;
}

/** Everything about one order, beside its list. */
export function OrderPanel({ orderId, onClose, onAct }: OrderPanelProps) {
  const t = useTranslations("orders");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const { data, isError, error, refetch } = useOrder(orderId);
  if (data !== undefined) return <OpenOrder key={orderId} data={data} onClose={onClose} onAct={onAct} />;
  const isGone = error instanceof ApiError && error.code === "not_found";
  return (
    <SidePanel label={t("one")} head={<h2 className="font-semibold">{t("one")}</h2>} onClose={onClose}>
      {isError ? (
        <EmptyState
          isUrgent
          title={t(isGone ? "goneTitle" : "oneFailed")}
          text={isGone ? t("goneText") : errorText(error)}
          action={isGone ? undefined : <Button onClick={() => refetch()}>{common("retry")}</Button>}
        />
      ) : (
        <PanelSkeleton />
      )}
    </SidePanel>
  );
}

interface OpenOrderProps {
  data: NonNullable<ReturnType<typeof useOrder>["data"]>;
  onClose: () => void;
  onAct: (acting: Acting) => void;
}

function OpenOrder({ data, onClose, onAct }: OpenOrderProps) {
  const t = useTranslations("orders");
  const words = useOrderWords();
  const { order } = data;
  const stage = words.stage(order);
  return (
    <SidePanel
      label={t("oneOf", { number: order.posting_number })}
      onClose={onClose}
      head={
        <div className="flex min-w-0 flex-col">
          <div className="flex items-center gap-1">
            <h2 className="truncate font-semibold text-[15px] tabular-nums">
              <bdi>{order.posting_number}</bdi>
            </h2>
            <Copy value={order.posting_number} what={t("number")} />
          </div>
          <div className="-mt-0.5 flex min-w-0 items-center gap-2 text-[12px] text-muted">
            <Chip tone={stage.tone}>{stage.text}</Chip>
            <span className="truncate">
              {words.scheme(order.scheme)}
              {words.buyer(order) !== "" && <bdi> · {words.buyer(order)}</bdi>}
            </span>
          </div>
        </div>
      }
    >
      <Acts order={order} onAct={onAct} />
      {order.cancelled !== null && (
        <p className="mb-4 rounded-control bg-bad-soft px-3 py-2 text-bad-ink">
          {t("cancelledBy", { by: order.cancelled.by })}
          {order.cancelled.reason !== null && <bdi className="block">{order.cancelled.reason}</bdi>}
        </p>
      )}
      <PanelSection title={t("way")}>
        <OrderWay steps={order.steps} status={order.status} />
      </PanelSection>
      <PanelSection title={t("products")}>
        <OrderProducts order={order} />
      </PanelSection>
      <PanelSection title={t("money")}>
        <OrderMoney order={order} />
      </PanelSection>
      <PanelSection title={t("delivery")}>
        <OrderDelivery order={order} />
      </PanelSection>
      <OrderReturns returns={order.returns} />
      <OrderChats chats={data.chats} />
      <SameBuyer orders={data.same_buyer} />
      <PanelSection title={t("history")}>
        <ActionHistory sellerId={order.seller_id} subject={order.posting_number} />
      </PanelSection>
    </SidePanel>
  );
}

const acts = ["assemble", "hand_over", "cancel"] as const;

/** What can be done with it now, as the marketplace says, by those who may. */
function Acts({ order, onAct }: { order: OrderDetails; onAct: (acting: Acting) => void }) {
  const t = useTranslations("orderActs");
  const errorText = useErrorText();
  const may = useMayAct();
  const documents = useMakeDocuments();
  const open = acts.filter((act) => may(act) && order.actions.includes(act));
  const hasLabel = may("label") && order.actions.includes("label");
  if (open.length === 0 && !hasLabel) return null;
  return (
    <div className="mb-4 flex flex-wrap gap-2">
      {open.map((act) => (
        <Button
          key={act}
          look={act === "cancel" ? "danger" : "primary"}
          onClick={() => onAct({ act, orders: [order] })}
        >
          {t(`acts.${act}`)}
        </Button>
      ))}
      {hasLabel && (
        <Button
          disabled={documents.isPending}
          onClick={() =>
            documents.mutate(
              { kind: "labels", orders: [order] },
              { onError: (error) => showToast("error", errorText(error)) },
            )
          }
        >
          {t("acts.label")}
        </Button>
      )}
    </div>
  );
}

function Copy({ value, what }: { value: string; what: string }) {
  const t = useTranslations();
  return (
    <CopyButton value={value} label={t("context.copyValue", { what })} copiedLabel={t("common.copied")} />
  );
}

function PanelSkeleton() {
  return (
    <div aria-hidden="true" className="flex flex-col gap-4 py-1">
      {["40%", "85%", "70%", "80%", "60%", "75%", "50%"].map((width) => (
        <div key={width} className="skeleton h-3.5" style={{ width }} />
      ))}
    </div>
  );
}
