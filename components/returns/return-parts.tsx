"use client";

import { MessageSquare, Package } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import type { ReturnDetails } from "@/lib/wire/returns";
import { inboxPath, parseView } from "../inbox/views";
import { useMoney } from "../market/money";
import { Picture } from "../market/picture";
import { PanelSection } from "../market/side-panel";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { useReturnWords } from "./use-return-words";

/** What comes back. */
export function ReturnProduct({ one }: { one: ReturnDetails }) {
  const t = useTranslations("returns");
  const money = useMoney();
  const words = useReturnWords();
  return (
    <div className="flex gap-2.5 pt-1">
      <Picture src={one.picture} name={words.name(one)} size={44} />
      <div className="min-w-0 flex-1">
        <bdi className="line-clamp-2 wrap-anywhere font-medium">{words.name(one)}</bdi>
        <p className="text-[12.5px] text-muted tabular-nums">
          {money(one.price, one.currency)} · {t("pieces", { count: one.quantity })}
          {one.offer_id !== null && <bdi> · {one.offer_id}</bdi>}
        </p>
      </div>
    </div>
  );
}

/** Where it stands, by the marketplace's own words, and where the goods are. */
export function ReturnFacts({ one }: { one: ReturnDetails }) {
  const t = useTranslations("returns");
  const now = useNow();
  const times = useTimeWords();
  const words = useReturnWords();
  const moment = (at: string | null) => (at === null || now === 0 ? null : times.moment(new Date(at), now));
  const facts = [
    ["status", one.status_name ?? one.status],
    ["money", one.money_state],
    ["type", words.type(one.type)],
    ["place", one.place],
    ["target", one.target_place === one.place ? null : one.target_place],
    ["compensation", one.compensation],
    ["buyer", one.buyer_name],
    ["created", moment(one.created_at)],
    ["changed", moment(one.changed_at)],
  ] as const;
  return (
    <dl>
      {facts.map(([name, value]) =>
        value === null || value === "" ? null : (
          <Fact key={name} name={t(`facts.${name}`)}>
            <bdi className="wrap-anywhere tabular-nums">{value}</bdi>
          </Fact>
        ),
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-h-7 items-baseline gap-3 py-1">
      <dt className="shrink-0 text-muted">{name}</dt>
      <dd className="ml-auto min-w-0 text-right">{children}</dd>
    </div>
  );
}

/** Why, in the buyer's words, with the pictures put to it. */
export function ReturnReason({ one }: { one: ReturnDetails }) {
  const t = useTranslations("returns");
  if (one.reason === null && one.comment === null && one.photos.length === 0) return null;
  return (
    <PanelSection title={t("reason")}>
      {one.reason !== null && <bdi className="block wrap-anywhere">{one.reason}</bdi>}
      {one.comment !== null && one.comment !== "" && (
        <blockquote className="mt-1.5 whitespace-pre-wrap wrap-anywhere rounded-bubble bg-theirs px-3 py-2">
          <bdi>{one.comment}</bdi>
        </blockquote>
      )}
      {one.photos.length > 0 && (
        <ul className="mt-2 flex flex-wrap gap-2" aria-label={t("photos")}>
          {one.photos.map((address, at) => (
            <li key={address}>
              <Photo address={address} name={t("photoOf", { at: at + 1, of: one.photos.length })} />
            </li>
          ))}
        </ul>
      )}
    </PanelSection>
  );
}

const PHOTO_PX = 88;

/** One picture of the buyer's, through our own server; in full in a tab of its own. */
function Photo({ address, name }: { address: string; name: string }) {
  const t = useTranslations("returns");
  const [isBroken, setBroken] = useState(false);
  const look = "block size-22 overflow-hidden rounded-[6px] border border-line bg-theirs";
  if (isBroken) {
    return (
      <span className={`${look} grid place-items-center p-1 text-center text-[12px] text-muted`}>
        {t("photoFailed")}
      </span>
    );
  }
  return (
    <a href={address} target="_blank" rel="noreferrer" className={look}>
      {/* biome-ignore lint/performance/noImgElement: our own server answers the buyer's picture as it is */}
      <img
        src={address}
        alt={name}
        width={PHOTO_PX}
        height={PHOTO_PX}
        loading="lazy"
        decoding="async"
        onError={() => setBroken(true)}
        className="size-full object-cover"
      />
    </a>
  );
}

const linkLook =
  "focus-inset -mx-2 flex min-h-8 items-center gap-2 rounded-[6px] px-2 py-1 hover:bg-hover pointer-coarse:min-h-11";

/** The order it belongs to, and the chat about that. */
export function ReturnRelations({ one }: { one: ReturnDetails }) {
  const t = useTranslations("returns");
  const order = one.posting_number ?? one.order_number;
  if (order === null && one.chat_id === null) return null;
  return (
    <PanelSection title={t("relations")}>
      {order !== null && (
        <Link
          href={`/orders?${new URLSearchParams({ tab: "all", seller: one.seller_id, q: order })}`}
          className={linkLook}
        >
          <Package size={14} aria-hidden="true" className="shrink-0 text-muted" />
          <span className="min-w-0 truncate tabular-nums">{t("order", { number: order })}</span>
        </Link>
      )}
      {one.chat_id !== null && (
        <Link href={inboxPath(parseView("open"), one.chat_id)} className={linkLook}>
          <MessageSquare size={14} aria-hidden="true" className="shrink-0 text-muted" />
          {t("chat")}
        </Link>
      )}
    </PanelSection>
  );
}
