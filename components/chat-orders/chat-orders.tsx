"use client";

import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import type { Chat } from "@/lib/wire/chats";
import type { ChatOrdersAnswer } from "../conversation/context-queries";
import { FactButton } from "../conversation/fact-button";
import { useMoney } from "../market/money";
import { Picture } from "../market/picture";
import type { Acting } from "../orders/acting";
import { EarlierOrders } from "./earlier-orders";
import { useSentences } from "./sentences";
import { Shipment } from "./shipment";
import { stockWords, useStockWords } from "./stock-words";

// What will change, and reasons for it: fetched with the first act.
const ActDialog = lazy(async () => ({ default: (await import("../orders/act-dialog")).ActDialog }));

interface ChatOrdersProps {
  chat: Chat;
  data: ChatOrdersAnswer;
}

/** The shipments of the chat's order, or why there are none. */
export function ChatOrders({ chat, data }: ChatOrdersProps) {
  const t = useTranslations("chatOrders");
  const [acting, setActing] = useState<Acting | null>(null);
  if (data.orders.length === 0) return <NoOrders chat={chat} data={data} />;
  return (
    <div className="mt-2 flex flex-col gap-5">
      {data.orders.map((order) => (
        <Shipment key={order.id} order={order} onAct={setActing} />
      ))}
      {acting !== null && (
        <Suspense fallback={<p className="sr-only">{t("opening")}</p>}>
          <ActDialog {...acting} onClose={() => setActing(null)} />
        </Suspense>
      )}
    </div>
  );
}

/** Never named by the marketplace; or named, and not among what was taken in (yet). */
function NoOrders({ chat, data }: ChatOrdersProps) {
  const t = useTranslations("chatOrders");
  const hasNumber = chat.order_number !== null || chat.posting_number !== null;
  if (!hasNumber) return <p className="text-muted">{t("noOrder")}</p>;
  return <p className="text-muted">{t(data.fresh_at === null ? "ordersComing" : "orderNotSeen")}</p>;
}

/** What the newest message asks about, and what the same buyer ordered before. */
export function BesideOrders({ data }: Pick<ChatOrdersProps, "data">) {
  return (
    <>
      {data.asked_about !== null && <AskedAbout asked={data.asked_about} />}
      <EarlierOrders orders={data.earlier} />
    </>
  );
}

function AskedAbout({ asked }: { asked: NonNullable<ChatOrdersAnswer["asked_about"]> }) {
  const t = useTranslations("chatOrders");
  const say = useSentences();
  const money = useMoney();
  const words = useStockWords();
  return (
    <section>
      <h3 className="mb-1 font-semibold text-[12px] text-muted">{t("askedAbout")}</h3>
      <FactButton sentence={say.asked(asked)} className="items-start">
        <Picture src={asked.picture} name={asked.name} size={40} />
        <span className="min-w-0 flex-1">
          <bdi className="line-clamp-2 wrap-anywhere font-medium">{asked.name}</bdi>
          <span className="block text-[12.5px] text-muted tabular-nums">
            {money(asked.price, asked.currency)} · <bdi>{asked.offer_id}</bdi>
          </span>
          <span className="block text-[12.5px] tabular-nums">{stockWords(asked, words)}</span>
        </span>
      </FactButton>
    </section>
  );
}
