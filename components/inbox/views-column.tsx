"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useSellers } from "../sellers/queries";
import { useCurrentUser } from "../shell/current-user";
import { cx } from "../ui/class-names";
import { InboxLink } from "./inbox-link";
import { useChatCounts } from "./queries";
import { inboxPath, parseView, sellerView, type View } from "./views";

/** The server counts this far and no further: in a view, and beside a seller. */
const COUNT_LIMIT = 1000;
const SELLER_COUNT_LIMIT = 100;

/** The column of views with what stands in each. `onPick`: closes the drawer on small screens. */
export function ViewsColumn({ view, onPick }: { view: View; onPick?: () => void }) {
  const t = useTranslations("views");
  const { data: counts } = useChatCounts();
  const { data: sellers } = useSellers();
  const { role } = useCurrentUser();
  const row = (target: View, name: string, count: number | undefined, mark?: ReactNode) => (
    <ViewLink
      key={target.id}
      target={target}
      isHere={target.id === view.id}
      onPick={onPick}
      count={count}
      mark={mark}
    >
      {name}
    </ViewLink>
  );
  return (
    <nav aria-label={t("title")} className="flex flex-col gap-px px-2 py-3">
      {row(parseView("waiting"), t("waiting"), counts?.waiting)}
      {row(parseView("unread"), t("unread"), counts?.unread)}
      {row(parseView("open"), t("open"), counts?.open)}
      {row(parseView("closed"), t("closed"), undefined)}
      <Heading>{t("sellers")}</Heading>
      {sellers?.map((seller) =>
        row(sellerView(seller.id), seller.name, counts?.waiting_by_seller[seller.id] ?? 0, <SellerMark />),
      )}
      {sellers?.length === 0 && <p className="px-2.5 py-1 text-muted">{t("noSellers")}</p>}
      {sellers === undefined && <div className="skeleton mx-2.5 my-2 h-3 w-28" />}
      {role === "admin" && sellers?.length === 0 && (
        <Link href="/settings/sellers" className="px-2.5 py-1 text-accent-ink underline underline-offset-2">
          {t("addSeller")}
        </Link>
      )}
      <Heading>{t("ozon")}</Heading>
      {row(parseView("marketplace"), t("marketplace"), counts?.marketplace_unread)}
    </nav>
  );
}

function Heading({ children }: { children: ReactNode }) {
  return <h2 className="mx-2.5 mt-3.5 mb-1.5 font-semibold text-[11.5px] text-muted">{children}</h2>;
}

function SellerMark() {
  return <span aria-hidden="true" className="size-1.75 shrink-0 rounded-[2px] bg-ozon" />;
}

interface ViewLinkProps {
  target: View;
  isHere: boolean;
  onPick?: () => void;
  count: number | undefined;
  mark?: ReactNode;
  children: ReactNode;
}

function ViewLink({ target, isHere, onPick, count, mark, children }: ViewLinkProps) {
  const t = useTranslations("views");
  const limit = target.id.startsWith("seller-") ? SELLER_COUNT_LIMIT : COUNT_LIMIT;
  return (
    <InboxLink
      href={inboxPath(target)}
      onClick={onPick}
      aria-current={isHere ? "page" : undefined}
      className={cx(
        "flex min-h-7.25 items-center gap-2 rounded-[7px] px-2.5 py-1 transition-colors duration-120 pointer-coarse:min-h-11",
        isHere ? "bg-selected font-medium text-ink" : "text-muted hover:bg-hover hover:text-ink",
      )}
    >
      {mark}
      <span className="truncate">{children}</span>
      {count !== undefined && count > 0 && (
        <span className="ml-auto pl-1 font-normal text-[12px] text-muted tabular-nums">
          {count >= limit ? t("countMany", { count: limit - 1 }) : count}
        </span>
      )}
    </InboxLink>
  );
}
