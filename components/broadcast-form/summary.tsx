"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ExclusionReason } from "@/lib/wire/audience";
import { Button } from "../ui/button";
import { CostBox } from "./cost-box";
import type { Form, Terms } from "./form-state";
import { MembersDialog } from "./members-dialog";
import { PreviewPane } from "./preview-pane";
import { toReach } from "./reach";
import { ReachBox } from "./reach-box";
import type { SendAct } from "./send-words";
import { TextFindings } from "./text-findings";
import type { Look } from "./use-look";
import { useSendLabel } from "./use-send-label";

interface SummaryProps {
  form: Form;
  shopName: string;
  look: Look;
  terms: Terms | null;
  act: SendAct;
  isBusy: boolean;
  onSaveDraft: () => void;
}

interface Picked {
  readonly chatId: string;
  readonly name: string | null;
}

/** What comes of the form as it stands, always in sight: who, what they read, what it costs, and the button. */
export function Summary({ form, shopName, look, terms, act, isBusy, onSaveDraft }: SummaryProps) {
  const t = useTranslations("broadcastForm");
  const label = useSendLabel()(act);
  const [shown, setShown] = useState<ExclusionReason | "gets-it" | null>(null);
  const [picked, setPicked] = useState<Picked | null>(null);
  const isOrder = form.kind === "order";
  const isNobody = look.count != null && toReach(look.count).total === 0;
  return (
    <aside
      aria-label={t("summary")}
      className="flex flex-col rounded-bubble border border-line bg-panel max-views:contents views:sticky views:top-4 views:max-h-[calc(100dvh-32px)]"
    >
      <div className="flex min-h-0 flex-col gap-4 overflow-y-auto max-views:mt-2 max-views:rounded-bubble max-views:border max-views:border-line max-views:bg-panel p-4">
        {isOrder ? (
          <p className="text-muted">{t("orderReach")}</p>
        ) : look.countFailed && look.count === undefined ? (
          <CountFailed onRetry={look.recount} />
        ) : (
          <ReachBox
            count={look.count ?? undefined}
            isBehind={look.isCounting}
            onShow={(reason) => setShown(reason ?? "gets-it")}
          />
        )}
        <Line />
        <PreviewPane
          variants={form.variants}
          samples={look.preview?.samples ?? []}
          shopName={shopName}
          isBehind={look.isPreviewing}
          picked={picked}
          onUnpick={() => setPicked(null)}
        />
        {look.preview !== undefined && <TextFindings preview={look.preview} />}
        <Line />
        <CostBox
          preview={look.preview}
          seconds={isNobody ? undefined : look.count?.estimated_seconds}
          isOrder={isOrder}
        />
      </div>
      <div className="z-10 flex flex-col gap-2 border-line border-t p-4 max-views:sticky max-views:bottom-0 max-views:-mx-4 max-views:mt-4 max-views:flex-row-reverse max-views:bg-bg max-views:py-3">
        <Button
          type="submit"
          look="primary"
          disabled={isBusy}
          className="min-h-9 whitespace-normal max-views:flex-1"
        >
          {label}
        </Button>
        <Button look="plain" disabled={isBusy} onClick={onSaveDraft}>
          {t("saveDraft")}
        </Button>
      </div>
      {shown !== null && terms !== null && (
        <MembersDialog
          terms={terms}
          reason={shown === "gets-it" ? null : shown}
          onPick={({ chat_id, buyer_name }) => {
            setPicked({ chatId: chat_id, name: buyer_name });
            setShown(null);
          }}
          onClose={() => setShown(null)}
        />
      )}
    </aside>
  );
}

function Line() {
  return <hr className="border-line" />;
}

function CountFailed({ onRetry }: { onRetry: () => void }) {
  const t = useTranslations("audience");
  const common = useTranslations("common");
  return (
    <div role="alert" className="flex flex-col items-start gap-2">
      <p className="text-bad-ink">{t("countFailed")}</p>
      <Button onClick={onRetry}>{common("retry")}</Button>
    </div>
  );
}
