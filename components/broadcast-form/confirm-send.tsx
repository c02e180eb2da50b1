"use client";

import { useTranslations } from "next-intl";
import type { AudienceCount } from "@/lib/wire/audience";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { Notice } from "../ui/notice";
import type { Form } from "./form-state";
import { toReach } from "./reach";
import type { SendAct } from "./send-words";
import { useSendLabel } from "./use-send-label";
import { useSpanWords } from "./use-span-words";

interface ConfirmSendProps {
  act: SendAct;
  form: Form;
  shopName: string;
  count: AudienceCount | undefined;
  isBusy: boolean;
  error: string | null;
  onYes: () => void;
  onClose: () => void;
}

/** Says once more what will happen, to how many and why not to the others. */
export function ConfirmSend({ act, form, shopName, count, isBusy, error, onYes, onClose }: ConfirmSendProps) {
  const t = useTranslations("broadcastForm.confirm");
  const common = useTranslations("common");
  const label = useSendLabel()(act);
  return (
    <ConfirmDialog
      look="primary"
      title={t("title", { act: label })}
      yes={label}
      cancel={common("cancel")}
      closeLabel={common("close")}
      isBusy={isBusy}
      error={error}
      onYes={onYes}
      onClose={onClose}
    >
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5">
        <Fact name={t("shop")}>{shopName}</Fact>
        <WhoGetsIt form={form} count={count} />
        {form.variants.length > 1 && (
          <Fact name={t("texts")}>{t("variants", { count: form.variants.length })}</Fact>
        )}
      </dl>
      {act.act === "ask" && <p className="text-muted">{t("ask")}</p>}
      {form.quietHours === "ignore" && <Notice tone="warn">{t("quietIgnored")}</Notice>}
      {form.frequencyCap === "ignore" && <Notice tone="warn">{t("capIgnored")}</Notice>}
    </ConfirmDialog>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt className="text-muted first-letter:uppercase">{name}</dt>
      <dd className="min-w-0 wrap-anywhere tabular-nums">{children}</dd>
    </>
  );
}

function WhoGetsIt({ form, count }: { form: Form; count: AudienceCount | undefined }) {
  const t = useTranslations("broadcastForm.confirm");
  const audience = useTranslations("audience");
  const broadcasts = useTranslations("broadcasts");
  const span = useSpanWords();
  if (form.kind === "order") {
    return (
      <Fact name={t("when")}>{form.events.map((event) => broadcasts(`events.${event}`)).join(", ")}</Fact>
    );
  }
  if (count === undefined) return null;
  const reach = toReach(count);
  return (
    <>
      <Fact name={audience("now")}>{reach.now}</Fact>
      {reach.later > 0 && <Fact name={audience("later")}>{reach.later}</Fact>}
      {reach.never > 0 && (
        <Fact name={audience("never")}>
          {reach.never}
          <ul className="text-[12px] text-muted">
            {reach.reasons.map(({ reason, count: chats }) => (
              <li key={reason}>
                {chats} — {audience(`reasons.${reason}`).toLowerCase()}
              </li>
            ))}
          </ul>
        </Fact>
      )}
      <Fact name={t("takes")}>{span(count.estimated_seconds)}</Fact>
    </>
  );
}
