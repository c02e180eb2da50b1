"use client";

import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import type { Broadcast } from "@/lib/wire/broadcasts";
import type { Seller } from "@/lib/wire/sellers";
import { BroadcastsFrame } from "../broadcasts/broadcasts-frame";
import { useBroadcast } from "../broadcasts/queries";
import { findTemplate } from "../broadcasts/ready-templates";
import { useSellers } from "../sellers/queries";
import { useCurrentUser } from "../shell/current-user";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { Composer } from "./composer";
import { emptyForm, type Form, toForm } from "./form-state";
import { useReadyTexts } from "./use-ready-texts";
import { toLocal } from "./zoned-time";

const readerZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** A broadcast being written: a new one, or a draft that is worked on again. */
export function ComposerScreen({ draftId }: { draftId: string | null }) {
  const t = useTranslations("broadcastForm");
  const words = useTranslations("broadcasts");
  const { role } = useCurrentUser();
  return (
    <BroadcastsFrame
      title={t(draftId === null ? "title" : "editTitle")}
      back={{ href: "/broadcasts", label: t("back") }}
    >
      {role === "operator" ? (
        <EmptyState title={words("notAllowedTitle")} text={words("notAllowed")} />
      ) : (
        <Loading draftId={draftId} />
      )}
    </BroadcastsFrame>
  );
}

function Loading({ draftId }: { draftId: string | null }) {
  const t = useTranslations("broadcastForm");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const sellers = useSellers();
  const draft = useBroadcast(draftId);
  const failed = sellers.isError ? sellers : draft.isError ? draft : null;
  if (failed !== null) {
    return (
      <EmptyState
        isUrgent
        title={t("failed")}
        text={errorText(failed.error)}
        action={<Button onClick={() => failed.refetch()}>{common("retry")}</Button>}
      />
    );
  }
  if (sellers.data === undefined || (draftId !== null && draft.data === undefined))
    return <ComposerSkeleton />;
  if (sellers.data.length === 0) return <EmptyState title={t("noShops")} text={t("noShopsText")} />;
  if (draft.data !== undefined && draft.data.status !== "draft" && draft.data.status !== "scheduled") {
    return <UnderWay broadcast={draft.data} />;
  }
  return <Beginning sellers={sellers.data} draft={draft.data ?? null} />;
}

/** Works out once what the form begins with. */
function Beginning({ sellers, draft }: { sellers: readonly Seller[]; draft: Broadcast | null }): ReactNode {
  const template = findTemplate(useSearchParams().get("template"));
  const { apply } = useReadyTexts();
  const [begin] = useState((): Form => {
    if (draft !== null) return toForm(draft, { timeZone: readerZone(), toLocal });
    const first = sellers.find(({ status }) => status === "active") ?? sellers[0];
    const blank = { ...emptyForm(readerZone()), sellerId: first?.id ?? null };
    return template === undefined ? blank : { ...blank, ...apply(blank, template) };
  });
  return (
    <Composer
      begin={begin}
      isChosen={template !== undefined}
      sellers={sellers}
      draftAtFirst={draft?.id ?? null}
    />
  );
}

function UnderWay({ broadcast }: { broadcast: Broadcast }) {
  const t = useTranslations("broadcastForm");
  return (
    <EmptyState
      title={t("underWay")}
      text={t("underWayText")}
      action={
        <Link href={`/broadcasts/${broadcast.id}`} className="text-accent-ink underline underline-offset-2">
          {t("toResult")}
        </Link>
      }
    />
  );
}

function ComposerSkeleton() {
  const common = useTranslations("common");
  return (
    <div
      role="status"
      aria-label={common("loading")}
      className="grid gap-8 views:grid-cols-[minmax(0,1fr)_340px]"
    >
      <div className="flex flex-col gap-8">
        {["a", "b", "c"].map((key) => (
          <div key={key} className="flex flex-col gap-3">
            <div className="skeleton h-4 w-32" />
            <div className="skeleton h-9 w-full" />
            <div className="skeleton h-9 w-2/3" />
          </div>
        ))}
      </div>
      <div className="skeleton h-80 w-full rounded-bubble" />
    </div>
  );
}
