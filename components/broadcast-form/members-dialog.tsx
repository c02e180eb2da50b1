"use client";

import { ExternalLink, Eye } from "lucide-react";
import { useTranslations } from "next-intl";
import type { AudienceMember, ExclusionReason } from "@/lib/wire/audience";
import { inboxPath, parseView } from "../inbox/views";
import { useErrorText } from "../shell/use-error-text";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { Button, IconButton } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { EmptyState } from "../ui/empty-state";
import type { Terms } from "./form-state";
import { useAudienceMembers } from "./queries";

interface MembersDialogProps {
  terms: Terms;
  /** Null: those who get it. */
  reason: ExclusionReason | null;
  /** Shows what the broadcast says to this one. */
  onPick: (member: AudienceMember) => void;
  onClose: () => void;
}

/** The buyers of an audience one by one, or those left out for a reason. */
export function MembersDialog({ terms, reason, onPick, onClose }: MembersDialogProps) {
  const t = useTranslations("audience");
  const common = useTranslations("common");
  return (
    <Dialog
      isOpen
      onClose={onClose}
      isWide
      title={reason === null ? t("members.title") : t(`reasons.${reason}`)}
      description={reason === null ? t("members.lead") : t(`reasonHints.${reason}`)}
      closeLabel={common("close")}
    >
      <Members terms={terms} reason={reason} onPick={onPick} />
    </Dialog>
  );
}

function Members({ terms, reason, onPick }: Omit<MembersDialogProps, "onClose">) {
  const t = useTranslations("audience.members");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const query = useAudienceMembers(terms, reason);
  if (query.data === undefined) {
    if (!query.isError) return <MembersSkeleton />;
    return (
      <EmptyState
        isUrgent
        title={t("failed")}
        text={errorText(query.error)}
        action={<Button onClick={() => query.refetch()}>{common("retry")}</Button>}
      />
    );
  }
  const members = query.data.pages.flatMap(({ items }) => items);
  if (members.length === 0) return <EmptyState title={t("empty")} />;
  return (
    <>
      <ul>
        {members.map((member) => (
          <MemberRow key={member.chat_id} member={member} onPick={onPick} />
        ))}
      </ul>
      {query.isFetchNextPageError && (
        <p role="alert" className="mt-2 text-bad-ink">
          {errorText(query.error)}
        </p>
      )}
      {query.hasNextPage && (
        <div className="mt-3 flex justify-center">
          <Button disabled={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
            {t(query.isFetchingNextPage ? "loading" : "more")}
          </Button>
        </div>
      )}
    </>
  );
}

function MemberRow({ member, onPick }: { member: AudienceMember; onPick: (member: AudienceMember) => void }) {
  const t = useTranslations("audience.members");
  const time = useTimeWords();
  const now = useNow();
  const moment = (instant: string) => time.moment(new Date(instant), now);
  const facts = [
    member.order_number && t("order", { number: member.order_number }),
    member.last_message_at && moment(member.last_message_at),
    member.writable_until && t("until", { time: moment(member.writable_until) }),
    ...member.tags,
  ].filter(Boolean);
  return (
    <li className="flex items-center gap-2 border-line border-b py-2 last:border-b-0">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium" dir="auto">
          {member.buyer_name ?? t("buyer")}
        </p>
        {member.last_message_preview !== null && (
          <p className="truncate text-muted" dir="auto">
            {member.last_message_preview}
          </p>
        )}
        <p className="wrap-anywhere text-[12px] text-muted">{facts.join(" · ")}</p>
      </div>
      <IconButton label={t("preview")} onClick={() => onPick(member)}>
        <Eye size={15} aria-hidden="true" />
      </IconButton>
      <a
        href={inboxPath(parseView("open"), member.chat_id)}
        target="_blank"
        rel="noreferrer"
        aria-label={t("open")}
        title={t("open")}
        className="grid size-8 shrink-0 place-items-center rounded-control text-muted hover:bg-hover hover:text-ink pointer-coarse:size-11"
      >
        <ExternalLink size={15} aria-hidden="true" />
      </a>
    </li>
  );
}

function MembersSkeleton() {
  const common = useTranslations("common");
  return (
    <div role="status" aria-label={common("loading")}>
      {["a", "b", "c", "d", "e", "f"].map((key) => (
        <div key={key} className="flex h-16 flex-col justify-center gap-2 border-line border-b">
          <div className="skeleton h-3.5 w-40" />
          <div className="skeleton h-3 w-72 max-w-full" />
        </div>
      ))}
    </div>
  );
}
