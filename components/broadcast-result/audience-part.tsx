"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import type { AudienceMember, ExclusionReason } from "@/lib/wire/audience";
import type { Broadcast } from "@/lib/wire/broadcasts";
import { AudienceSentence } from "../broadcast-form/audience-sentence";
import type { Terms } from "../broadcast-form/form-state";
import { useAudienceCount, useSample } from "../broadcast-form/queries";
import { ReachBox } from "../broadcast-form/reach-box";
import { useErrorText } from "../shell/use-error-text";
import { useNow } from "../shell/use-now";
import { Button, IconButton } from "../ui/button";
import { Notice } from "../ui/notice";
import { startsLater } from "./acts";
import { Part } from "./part";

const MembersDialog = lazy(async () => ({
  default: (await import("../broadcast-form/members-dialog")).MembersDialog,
}));

/** Whom the list shows: those who get it (null), or those left out for a reason. */
interface Shown {
  readonly reason: ExclusionReason | null;
}

/** Before it begins: whom it would reach as things stand, one by one if wanted, and what it would say to each. */
export function AudiencePart({ broadcast }: { broadcast: Broadcast }) {
  const t = useTranslations("broadcastResult");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const now = useNow();
  const [shown, setShown] = useState<Shown | null>(null);
  const [picked, setPicked] = useState<AudienceMember | null>(null);
  // Without a now there is no telling whether its time lies ahead.
  const terms = now === 0 ? null : termsOf(broadcast, now);
  const count = useAudienceCount(terms);
  return (
    <Part title={t("audience")}>
      {count.isError && count.data === undefined ? (
        <Notice
          tone="warn"
          title={t("audienceFailed")}
          action={<Button onClick={() => count.refetch()}>{common("retry")}</Button>}
        >
          {errorText(count.error)}
        </Notice>
      ) : (
        <div className="flex max-w-140 flex-col gap-3">
          <AudienceSentence
            filters={broadcast.filters}
            matched={count.data?.matched}
            isBehind={count.isBehind}
          />
          <ReachBox
            count={count.data ?? undefined}
            isBehind={count.isBehind}
            onShow={(reason) => setShown({ reason })}
          />
        </div>
      )}
      {picked !== null && (
        <Sample template={broadcast.template} member={picked} onClose={() => setPicked(null)} />
      )}
      {shown !== null && terms !== null && (
        <Suspense fallback={null}>
          <MembersDialog
            terms={terms}
            reason={shown.reason}
            onPick={(member) => {
              setPicked(member);
              setShown(null);
            }}
            onClose={() => setShown(null)}
          />
        </Suspense>
      )}
    </Part>
  );
}

function termsOf(broadcast: Broadcast, nowMs: number): Terms {
  const { seller_id, filters, rate_limit, quiet_hours, frequency_cap, schedule_at } = broadcast;
  const isLater = schedule_at !== null && startsLater(broadcast, nowMs);
  const terms = { seller_id, filters, rate_limit, quiet_hours, frequency_cap };
  return isLater ? { ...terms, schedule_at } : terms;
}

interface SampleProps {
  template: string;
  member: AudienceMember;
  onClose: () => void;
}

/** What one of them would read. */
function Sample({ template, member, onClose }: SampleProps) {
  const t = useTranslations("broadcastResult");
  const { data } = useSample(template, member.chat_id);
  return (
    <div className="flex flex-col gap-1">
      <p className="flex items-center gap-1 text-[12px] text-muted">
        {t("sampleFor", { name: member.buyer_name ?? t("buyer") })}
        <IconButton label={t("sampleClose")} onClick={onClose}>
          <X size={13} aria-hidden="true" />
        </IconButton>
      </p>
      {data === undefined ? (
        <div className="skeleton h-9 w-80 max-w-full" />
      ) : (
        <p className="foreign-text w-fit max-w-140 rounded-bubble bg-ours px-3 py-2">{data.text}</p>
      )}
    </div>
  );
}
