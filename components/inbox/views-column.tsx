"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useSellers } from "../sellers/queries";
import { useCurrentUser } from "../shell/current-user";
import { type KeyId, keyHint } from "../shell/key-map";
import { cx } from "../ui/class-names";
import { InboxLink } from "./inbox-link";
import { useChatCounts } from "./queries";
import { SavedViewMenu } from "./saved-view-menu";
import { useSavedViews } from "./saved-views";
import { TagDot } from "./tag-dot";
import { useTags } from "./tags-query";
import { type ChatCounts, countOf, limitOf } from "./view-counts";
import { tagsInOrder, workViews } from "./view-order";
import { inboxPath, type PlainView, parseView, savedViewOf, sellerView, tagView, type View } from "./views";

const keyOfView: Partial<Record<PlainView, KeyId>> = {
  open: "goOpen",
  mine: "goMine",
  unread: "goUnread",
  waiting: "goWaiting",
  overdue: "goOverdue",
  snoozed: "goSnoozed",
};

interface ViewsColumnProps {
  view: View;
  /** Closes the drawer on small screens. */
  onPick?: () => void;
}

/** The column of views with what stands in each. */
export function ViewsColumn({ view, onPick }: ViewsColumnProps) {
  const t = useTranslations("views");
  const { data: counts } = useChatCounts();
  const row = { hereId: view.id, counts, onPick };
  return (
    <nav aria-label={t("title")} className="flex flex-col gap-px px-2 py-3">
      {workViews.map((kind) => (
        <ViewLink key={kind} target={parseView(kind)} keyId={keyOfView[kind]} {...row}>
          {t(kind)}
        </ViewLink>
      ))}
      <SavedViews {...row} />
      <Sellers {...row} />
      <Tags {...row} />
      <Heading>{t("ozon")}</Heading>
      <ViewLink target={parseView("marketplace")} {...row}>
        {t("marketplace")}
      </ViewLink>
    </nav>
  );
}

interface RowProps {
  hereId: string;
  counts: ChatCounts | undefined;
  onPick?: () => void;
}

function SavedViews(row: RowProps) {
  const t = useTranslations("views");
  const { data: views } = useSavedViews();
  const mine = (views ?? []).filter((view) => view.is_mine);
  if (views === undefined || views.length === 0) return null;
  return (
    <>
      <Heading>{t("saved")}</Heading>
      {views.map((view) => (
        <div key={view.id} className="group relative">
          <ViewLink
            target={savedViewOf(view.id)}
            hasProblem={view.problem !== null}
            hasMenu={view.is_mine}
            {...row}
          >
            {view.name}
          </ViewLink>
          {view.is_mine && <SavedViewMenu view={view} mine={mine} />}
        </div>
      ))}
    </>
  );
}

function Sellers(row: RowProps) {
  const t = useTranslations("views");
  const { data: sellers } = useSellers();
  const { role } = useCurrentUser();
  return (
    <>
      <Heading>{t("sellers")}</Heading>
      {sellers?.map((seller) => (
        <ViewLink key={seller.id} target={sellerView(seller.id)} mark={<SellerMark />} {...row}>
          {seller.name}
        </ViewLink>
      ))}
      {sellers?.length === 0 && <p className="px-2.5 py-1 text-muted">{t("noSellers")}</p>}
      {sellers === undefined && <div className="skeleton mx-2.5 my-2 h-3 w-28" />}
      {role === "admin" && sellers?.length === 0 && (
        <Link href="/settings/sellers" className="px-2.5 py-1 text-accent-ink underline underline-offset-2">
          {t("addSeller")}
        </Link>
      )}
    </>
  );
}

function Tags(row: RowProps) {
  const t = useTranslations("views");
  const { data: tags } = useTags();
  const [areAllShown, setAllShown] = useState(false);
  if (tags === undefined || tags.length === 0) return null;
  const shown = tagsInOrder(tags, row.counts?.by_tag ?? {}, areAllShown);
  return (
    <>
      <Heading>{t("tags")}</Heading>
      {shown.map((tag) => (
        <ViewLink key={tag.id} target={tagView(tag.name)} mark={<TagDot color={tag.color} />} {...row}>
          {tag.name}
        </ViewLink>
      ))}
      {shown.length < tags.length && (
        <button
          type="button"
          onClick={() => setAllShown(true)}
          className="min-h-7.25 rounded-[7px] px-2.5 py-1 text-left text-muted hover:bg-hover hover:text-ink pointer-coarse:min-h-11"
        >
          {t("allTags", { count: tags.length })}
        </button>
      )}
    </>
  );
}

function Heading({ children }: { children: ReactNode }) {
  return <h2 className="mx-2.5 mt-3.5 mb-1.5 font-semibold text-[11.5px] text-muted">{children}</h2>;
}

function SellerMark() {
  return <span aria-hidden="true" className="size-1.75 shrink-0 rounded-[2px] bg-ozon" />;
}

interface ViewLinkProps extends RowProps {
  target: View;
  mark?: ReactNode;
  keyId?: KeyId;
  /** Asks for something that is gone: its count says nothing. */
  hasProblem?: boolean;
  /** Leaves the place of the count to a menu while the pointer is there. */
  hasMenu?: boolean;
  children: ReactNode;
}

function ViewLink({
  target,
  hereId,
  onPick,
  counts,
  mark,
  keyId,
  hasProblem,
  hasMenu,
  children,
}: ViewLinkProps) {
  const isHere = target.id === hereId;
  return (
    <InboxLink
      href={inboxPath(target)}
      onClick={onPick}
      title={keyId && keyHint(keyId)}
      aria-current={isHere ? "page" : undefined}
      className={cx(
        "flex min-h-7.25 items-center gap-2 rounded-[7px] px-2.5 py-1 transition-colors duration-120 pointer-coarse:min-h-11",
        isHere ? "bg-selected font-medium text-ink" : "text-muted hover:bg-hover hover:text-ink",
      )}
    >
      {mark}
      <span className="truncate">{children}</span>
      <Count target={target} counts={counts} hasProblem={hasProblem} hasMenu={hasMenu} />
    </InboxLink>
  );
}

type CountProps = Pick<ViewLinkProps, "target" | "counts" | "hasProblem" | "hasMenu">;

function Count({ target, counts, hasProblem, hasMenu }: CountProps) {
  const t = useTranslations("views");
  const place = cx(
    "ml-auto pl-1 font-normal text-[12px] tabular-nums",
    hasMenu && "group-focus-within:invisible group-hover:invisible pointer-coarse:invisible",
  );
  if (hasProblem) {
    return (
      <span className={cx(place, "text-warn-ink")}>
        <span aria-hidden="true">!</span>
        <span className="sr-only">{t("hasProblem")}</span>
      </span>
    );
  }
  const count = counts === undefined ? undefined : countOf(target, counts);
  if (count === undefined || count === 0) return null;
  const limit = limitOf(target);
  return (
    <span className={cx(place, target.kind === "overdue" ? "font-medium text-bad-ink" : "text-muted")}>
      {count >= limit ? t("countMany", { count: limit - 1 }) : count}
    </span>
  );
}
