"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Chat } from "@/lib/wire/chats";
import { useChat } from "../inbox/queries";
import { useChatWords } from "../inbox/use-chat-words";
import { toWaiting } from "../inbox/waiting";
import { useSeller } from "../sellers/queries";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { CopyButton } from "../ui/copy-button";

/** Facts beside the words: what is known of the order and the chat. */
export function ContextColumn({ chatId }: { chatId: string }) {
  const { data: chat, isError } = useChat(chatId);
  if (isError) return null;
  if (chat === undefined) return <ContextSkeleton />;
  return (
    <div className="flex flex-col gap-5 px-4 py-3.5">
      <OrderFacts chat={chat} />
      <ChatFacts chat={chat} />
    </div>
  );
}

function OrderFacts({ chat }: { chat: Chat }) {
  const t = useTranslations("context");
  if (chat.kind === "marketplace") return null;
  const hasOrder = chat.order_number !== null || chat.posting_number !== null;
  return (
    <Section title={t("order")}>
      {hasOrder ? (
        <dl>
          {chat.order_number !== null && <Fact name={t("orderNumber")} value={chat.order_number} canCopy />}
          {chat.posting_number !== null && <Fact name={t("posting")} value={chat.posting_number} canCopy />}
        </dl>
      ) : (
        <p className="text-muted">{t("noOrder")}</p>
      )}
    </Section>
  );
}

function ChatFacts({ chat }: { chat: Chat }) {
  const t = useTranslations("context");
  const now = useNow();
  const words = useTimeWords();
  const { marketplaceOf } = useChatWords();
  const seller = useSeller(chat.seller_id);
  const waiting = toWaiting(chat, now);
  const moment = (instant: string) => words.moment(new Date(instant), now);
  return (
    <Section title={t("chat")}>
      <dl>
        {seller && <Fact name={t("seller")} value={seller.name} />}
        <Fact name={t("marketplace")} value={marketplaceOf(chat.marketplace)} />
        {waiting && <Fact name={t("waiting")} value={words.duration(waiting.waitedMs)} />}
        <Fact
          name={t("deadline")}
          value={chat.writable_until ? moment(chat.writable_until) : t("noDeadline")}
        />
        <Fact name={t("firstSeen")} value={moment(chat.created_at)} />
        {chat.last_message_at && <Fact name={t("lastMessage")} value={moment(chat.last_message_at)} />}
        <Fact name={t("chatId")} value={chat.external_id} canCopy />
      </dl>
    </Section>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1 font-semibold text-[12px] text-muted">{title}</h3>
      {children}
    </section>
  );
}

function Fact({ name, value, canCopy }: { name: string; value: string; canCopy?: boolean }) {
  const t = useTranslations();
  return (
    <div className="flex min-h-8 items-center gap-3">
      <dt className="shrink-0 text-muted">{name}</dt>
      <dd className="ml-auto flex min-w-0 items-center gap-0.5 text-right">
        <bdi className="truncate" title={value}>
          {value}
        </bdi>
        {canCopy && (
          <span className="-mr-2">
            <CopyButton
              value={value}
              label={t("context.copyValue", { what: name })}
              copiedLabel={t("common.copied")}
            />
          </span>
        )}
      </dd>
    </div>
  );
}

function ContextSkeleton() {
  return (
    <div aria-hidden="true" className="flex flex-col gap-4 px-4 py-4">
      {["40%", "85%", "70%", "80%", "60%"].map((width) => (
        <div key={width} className="skeleton h-3" style={{ width }} />
      ))}
    </div>
  );
}
