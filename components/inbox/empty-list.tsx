"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useSellers } from "../sellers/queries";
import { useCurrentUser } from "../shell/current-user";
import { useTimeWords } from "../shell/use-time-words";
import { EmptyState } from "../ui/empty-state";
import { InboxLink } from "./inbox-link";
import { useDaySoFar } from "./queries";
import { defaultView, inboxPath, parseView, type View } from "./views";

const emptyTexts = {
  waiting: ["emptyWaitingTitle", "emptyWaitingText"],
  mine: ["emptyMineTitle", "emptyMineText"],
  unassigned: ["emptyUnassignedTitle", "emptyUnassignedText"],
  unread: ["emptyUnreadTitle", "emptyUnreadText"],
  overdue: ["emptyOverdueTitle", "emptyOverdueText"],
  snoozed: ["emptySnoozedTitle", "emptySnoozedText"],
  open: ["emptyOpenTitle", "emptyOpenText"],
  seller: ["emptyOpenTitle", "emptyOpenText"],
  tag: ["emptyTagTitle", "emptyTagText"],
  saved: ["emptySavedTitle", "emptySavedText"],
  filter: ["emptyFilterTitle", "emptyFilterText"],
  closed: ["emptyClosedTitle", "emptyClosedText"],
  marketplace: ["emptyMarketplaceTitle", "emptyMarketplaceText"],
} as const satisfies Record<View["kind"], readonly [string, string]>;

/** Views whose emptiness is good news that leads on: to who still waits, or to all. */
const leadsOn = new Set<View["kind"]>(["mine", "unassigned", "unread", "overdue"]);

/** A view with nothing in it: what that means and what to do next. */
export function EmptyList({ view }: { view: View }) {
  const t = useTranslations("list");
  const views = useTranslations("views");
  const { data: sellers } = useSellers();
  if (sellers?.length === 0) return <NoSellers />;
  const [title, text] = emptyTexts[view.kind];
  const target = leadsOn.has(view.kind) ? defaultView : view.kind === "waiting" ? parseView("open") : null;
  return (
    <EmptyState
      title={t(title)}
      text={view.kind === "waiting" ? <AllAnswered fallback={t(text)} /> : t(text)}
      action={
        target !== null &&
        (target.kind === "waiting" || target.kind === "open") && (
          <InboxLink href={inboxPath(target)} className="text-accent-ink underline underline-offset-2">
            {views(target.kind)}
          </InboxLink>
        )
      }
    />
  );
}

/** Nobody waits: what the day was like so far; a plain sentence until that is known, or when nothing happened. */
function AllAnswered({ fallback }: { fallback: string }) {
  const t = useTranslations("list");
  const words = useTimeWords();
  const day = useDaySoFar();
  if (day === undefined || day.answered === 0 || day.median_seconds === null) return fallback;
  return t("emptyWaitingDay", { count: day.answered, time: words.span(day.median_seconds * 1000) });
}

function NoSellers() {
  const t = useTranslations("list");
  const views = useTranslations("views");
  const isAdmin = useCurrentUser().role === "admin";
  return (
    <EmptyState
      title={t("emptyNoSellersTitle")}
      text={isAdmin ? t("emptyNoSellersText") : t("emptyNoSellersOther")}
      action={
        isAdmin && (
          <Link
            href="/settings/sellers"
            className="inline-flex min-h-8 items-center rounded-control bg-accent px-3 font-semibold text-on-accent hover:bg-accent-strong"
          >
            {views("addSeller")}
          </Link>
        )
      }
    />
  );
}
