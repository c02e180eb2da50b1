"use client";

import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import type { ReturnDetails } from "@/lib/wire/returns";
import { ApiError } from "../api-client";
import { ActionHistory } from "../market/action-history";
import { isOver, useActionHistory } from "../market/action-queries";
import { PanelSection, SidePanel } from "../market/side-panel";
import { useCurrentUser } from "../shell/current-user";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { Chip } from "../ui/chip";
import { CopyButton } from "../ui/copy-button";
import { EmptyState } from "../ui/empty-state";
import type { ReturnAct } from "./decision";
import { useReturn } from "./queries";
import { ReturnFacts, ReturnProduct, ReturnReason, ReturnRelations } from "./return-parts";
import { useReturnWords } from "./use-return-words";

// What will be decided and what it needs: fetched with the first decision.
const DecideDialog = lazy(async () => ({ default: (await import("./decide-dialog")).DecideDialog }));

interface ReturnPanelProps {
  returnId: string;
  onClose: () => void;
}

/** Everything about one return, beside its list. */
export function ReturnPanel({ returnId, onClose }: ReturnPanelProps) {
  const t = useTranslations("returns");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const { data, isError, error, refetch } = useReturn(returnId);
  if (data !== undefined) return <OpenReturn one={data} onClose={onClose} />;
  const isGone = error instanceof ApiError && error.code === "not_found";
  return (
    <SidePanel label={t("one")} head={<h2 className="font-semibold">{t("one")}</h2>} onClose={onClose}>
      {isError ? (
        <EmptyState
          isUrgent
          title={t(isGone ? "goneTitle" : "oneFailed")}
          text={isGone ? t("goneText") : errorText(error)}
          action={isGone ? undefined : <Button onClick={() => refetch()}>{common("retry")}</Button>}
        />
      ) : (
        <PanelSkeleton />
      )}
    </SidePanel>
  );
}

function OpenReturn({ one, onClose }: { one: ReturnDetails; onClose: () => void }) {
  const t = useTranslations();
  const words = useReturnWords();
  const state = words.state(one);
  const number = words.number(one);
  return (
    <SidePanel
      label={t("returns.oneOf", { kind: words.kind(one.kind), number })}
      onClose={onClose}
      head={
        <div className="flex min-w-0 flex-col">
          <div className="flex items-center gap-1">
            <h2 className="truncate font-semibold text-[15px] tabular-nums">
              <bdi>{number}</bdi>
            </h2>
            <CopyButton
              value={number}
              label={t("context.copyValue", { what: t("returns.number") })}
              copiedLabel={t("common.copied")}
            />
          </div>
          <div className="-mt-0.5 flex min-w-0 items-center gap-2 text-[12px] text-muted">
            <Chip tone={state.tone}>{state.text}</Chip>
            <span className="truncate">
              {words.kind(one.kind)} · {words.scheme(one.scheme)}
            </span>
          </div>
        </div>
      }
    >
      <Acts one={one} />
      <PanelSection title={t("returns.product")}>
        <ReturnProduct one={one} />
      </PanelSection>
      <ReturnReason one={one} />
      <PanelSection title={t("returns.state")}>
        <ReturnFacts one={one} />
      </PanelSection>
      <ReturnRelations one={one} />
      <PanelSection title={t("returns.history")}>
        <ActionHistory sellerId={one.seller_id} subject={one.external_id} />
      </PanelSection>
    </SidePanel>
  );
}

/** What may be decided now, as the marketplace says, by those who may. */
function Acts({ one }: { one: ReturnDetails }) {
  const t = useTranslations("returns");
  const { role } = useCurrentUser();
  const { data: history } = useActionHistory(one.seller_id, one.external_id);
  const [act, setAct] = useState<ReturnAct | null>(null);
  const isDeciding = history?.some((action) => !isOver(action)) ?? false;
  if (one.kind === "parcel" || one.actions.length === 0) return null;
  if (role === "operator") return <p className="mb-4 text-[12.5px] text-muted">{t("readOnly")}</p>;
  if (isDeciding) {
    return (
      <p role="status" className="mb-4 rounded-control bg-accent-soft px-3 py-2 text-accent-ink">
        {t("deciding")}
      </p>
    );
  }
  return (
    <div className="mb-5 flex flex-wrap gap-2">
      {one.actions.map((open, at) => (
        <Button
          key={open.id}
          look={open.needs.includes("reason") ? "danger" : at === 0 ? "primary" : "plain"}
          onClick={() => setAct(open)}
          className="whitespace-normal text-left"
        >
          {open.name}
        </Button>
      ))}
      {act !== null && (
        <Suspense fallback={null}>
          <DecideDialog one={one} act={act} onClose={() => setAct(null)} />
        </Suspense>
      )}
    </div>
  );
}

function PanelSkeleton() {
  return (
    <div aria-hidden="true" className="flex flex-col gap-4 py-1">
      {["40%", "85%", "70%", "80%", "60%", "75%", "50%"].map((width) => (
        <div key={width} className="skeleton h-3.5" style={{ width }} />
      ))}
    </div>
  );
}
