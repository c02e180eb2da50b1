"use client";

import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, type ReactNode, Suspense } from "react";
import type { Chat } from "@/lib/wire/chats";
import { InboxLink } from "../inbox/inbox-link";
import { useChat } from "../inbox/queries";
import { useChatWords } from "../inbox/use-chat-words";
import { inboxPath, parseInboxPath } from "../inbox/views";
import { OptOutSection } from "../opt-out/opt-out-section";
import { useSeller } from "../sellers/queries";
import { useErrorText } from "../shell/use-error-text";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { useChatContext, useChatOrderEvents, useChatOrders, useContextAfterWords } from "./context-queries";
import { FactButton } from "./fact-button";

// Postings, sums, stock and acts: the words of the chat stand before they are here.
const loadChatOrders = () => import("../chat-orders/chat-orders");
const ChatOrders = lazy(async () => ({ default: (await loadChatOrders()).ChatOrders }));
const BesideOrders = lazy(async () => ({ default: (await loadChatOrders()).BesideOrders }));

/** Facts beside the words: the order on its way, the buyer's other chats, what is known of the chat. */
export function ContextColumn({ chatId }: { chatId: string }) {
  const { data: chat, isError } = useChat(chatId);
  if (isError) return null;
  if (chat === undefined) return <ContextSkeleton />;
  return (
    <div className="flex flex-col gap-5 px-4 py-3.5">
      {chat.kind === "buyer" && <Orders chat={chat} />}
      {chat.kind === "buyer" && <OtherChats chat={chat} />}
      {chat.kind === "buyer" && <Wish chat={chat} />}
      <ChatFacts chat={chat} />
    </div>
  );
}

/** The orders: their numbers are known with the chat, the rest comes a moment later. */
function Orders({ chat }: { chat: Chat }) {
  const t = useTranslations("context");
  const common = useTranslations("common");
  const errorText = useErrorText();
  // Asked here already: the answer comes while the code that draws it is fetched.
  const { data, isError, error, refetch } = useChatOrders(chat.id);
  useChatOrderEvents(chat);
  const hasFailed = data === undefined && isError;
  return (
    <>
      <Section title={t("order")}>
        <OrderNumbers chat={chat} />
        {hasFailed && (
          <div className="flex flex-col items-start gap-2" role="alert">
            <p className="text-muted">{errorText(error)}</p>
            <Button onClick={() => refetch()}>{common("retry")}</Button>
          </div>
        )}
        {!hasFailed && (
          <Suspense fallback={<OrderSkeleton />}>
            {data === undefined ? <OrderSkeleton /> : <ChatOrders chat={chat} data={data} />}
          </Suspense>
        )}
      </Section>
      {data !== undefined && (
        <Suspense fallback={null}>
          <BesideOrders data={data} />
        </Suspense>
      )}
    </>
  );
}

function OrderNumbers({ chat }: { chat: Chat }) {
  const t = useTranslations();
  const numbers = [
    [t("context.orderNumber"), chat.order_number],
    [t("context.posting"), chat.posting_number],
  ] as const;
  return numbers.map(([name, number]) =>
    number === null ? null : (
      <div key={name} className="flex items-center gap-1">
        <FactButton sentence={t("chatOrders.say.order", { number })} className="min-w-0 flex-1">
          <span className="shrink-0 text-muted">{name}</span>
          <bdi className="ml-auto truncate tabular-nums">{number}</bdi>
        </FactButton>
        <span className="-mr-2">
          <CopyButton
            value={number}
            label={t("context.copyValue", { what: name })}
            copiedLabel={t("common.copied")}
          />
        </span>
      </div>
    ),
  );
}

/** Chats of the same order or buyer; nothing stands here when there are none. */
function OtherChats({ chat }: { chat: Chat }) {
  const t = useTranslations("context");
  const { titleOf } = useChatWords();
  const now = useNow();
  const words = useTimeWords();
  const { data } = useChatContext(chat.id);
  if (data === undefined || data.other_chats.length === 0) return null;
  const { view } = parseInboxPath(window.location.pathname);
  return (
    <Section title={t("otherChats")}>
      <ul>
        {data.other_chats.map((other) => (
          <li key={other.id}>
            <InboxLink
              href={inboxPath(view, other.id)}
              title={other.last_message_preview ?? undefined}
              className="focus-inset -mx-2 flex min-h-7 items-center gap-2 rounded-[6px] px-2 py-0.5 hover:bg-hover pointer-coarse:min-h-11"
            >
              <bdi className="min-w-0 flex-1 truncate">{other.order_number ?? titleOf(other)}</bdi>
              <span className="shrink-0 text-[12.5px] text-muted tabular-nums">
                {other.status === "closed" && `${t("closedChat")} · `}
                {words.moment(new Date(other.last_message_at ?? other.created_at), now)}
              </span>
            </InboxLink>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Whether the buyer wants broadcasts: nothing stands here until that is known. */
function Wish({ chat }: { chat: Chat }) {
  const { data } = useChatContext(chat.id);
  useContextAfterWords(chat);
  return data === undefined ? null : <OptOutSection chatId={chat.id} optOut={data.opt_out} />;
}

function ChatFacts({ chat }: { chat: Chat }) {
  const t = useTranslations("context");
  const now = useNow();
  const words = useTimeWords();
  const { marketplaceOf } = useChatWords();
  const seller = useSeller(chat.seller_id);
  const moment = (instant: string) => words.moment(new Date(instant), now);
  return (
    <details open={chat.kind === "marketplace"} className="group text-[12.5px]">
      <summary className="focus-inset -mx-2 flex min-h-7 cursor-pointer list-none items-center gap-1 rounded-[6px] px-2 font-semibold text-[12px] text-muted hover:bg-hover pointer-coarse:min-h-11">
        {t("chat")}
        <ChevronRight
          size={13}
          aria-hidden="true"
          className="transition-transform duration-120 group-open:rotate-90"
        />
      </summary>
      <dl>
        {seller && <Fact name={t("seller")} value={seller.name} />}
        <Fact name={t("marketplace")} value={marketplaceOf(chat.marketplace)} />
        <Fact
          name={t("deadline")}
          value={chat.writable_until ? moment(chat.writable_until) : t("noDeadline")}
        />
        <Fact name={t("firstSeen")} value={moment(chat.created_at)} />
        {chat.last_message_at && <Fact name={t("lastMessage")} value={moment(chat.last_message_at)} />}
        <Fact name={t("chatId")} value={chat.external_id} canCopy />
      </dl>
    </details>
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

function OrderSkeleton() {
  return (
    <div aria-hidden="true" className="flex flex-col gap-3 py-1.5">
      {["85%", "45%", "60%", "55%", "65%", "50%"].map((width) => (
        <div key={width} className="skeleton h-3" style={{ width }} />
      ))}
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
