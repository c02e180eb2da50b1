"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import type { Seller } from "@/lib/wire/sellers";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { useNow } from "../shell/use-now";
import { AudienceStep } from "./audience-step";
import { ConfirmSend } from "./confirm-send";
import { EarlierLine } from "./earlier-line";
import { type Form, findGaps, type Gap, startOf, toTerms } from "./form-state";
import { KindStep } from "./kind-step";
import { toReach } from "./reach";
import { maxRateOf, type Place, placeOf } from "./refusals";
import { sendAct } from "./send-words";
import { ShopStep } from "./shop-step";
import { Summary } from "./summary";
import { TextStep } from "./text-step";
import { TimeStep } from "./time-step";
import { useKeptForm } from "./use-kept-form";
import { useLook } from "./use-look";
import { useSubmit } from "./use-submit";
import { WindowsBar } from "./windows-bar";

const noGaps: ReadonlySet<Gap> = new Set();

interface ComposerProps {
  begin: Form;
  /** Its beginning was asked for by name (a ready text). */
  isChosen: boolean;
  sellers: readonly Seller[];
  draftAtFirst: string | null;
}

/** One page: on the left what is decided, on the right what comes of it. */
export function Composer({ begin, isChosen, sellers, draftAtFirst }: ComposerProps) {
  const t = useTranslations("broadcastForm");
  const router = useRouter();
  const errorText = useErrorText();
  const now = useNow();
  const page = useRef<HTMLFormElement>(null);
  const [draftId, setDraftId] = useState(draftAtFirst);
  const { form, change: put, ...kept } = useKeptForm(begin, draftAtFirst, { isChosen });
  const look = useLook(form, now);
  const submit = useSubmit();
  const [isChecked, setChecked] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const gaps = isChecked ? findGaps(form, now) : noGaps;
  const seller = sellers.find(({ id }) => id === form.sellerId);
  const shopName = seller?.name ?? "";
  const refusal = submit.error ?? look.refusal;

  function change(part: Partial<Form>) {
    put(part);
    if (submit.isError) submit.reset();
  }
  /** The sentence for a field whose words the server refused; null where it refused others or none. */
  function said(place: Place): string | null {
    if (refusal === null || placeOf(refusal) !== place) return null;
    const max = maxRateOf(refusal);
    return max === null ? errorText(refusal) : t("rate.tooHigh", { max });
  }
  function goToWrong() {
    // The fields say so in the next frame; the first of them is where to go on.
    requestAnimationFrame(() => {
      const first = page.current?.querySelector<HTMLElement>("[aria-invalid=true], [data-wrong]");
      first?.scrollIntoView({ block: "center" });
      first?.focus();
    });
  }
  function isComplete(): boolean {
    setChecked(true);
    const isWhole = findGaps(form, now).size === 0;
    if (!isWhole) goToWrong();
    return isWhole;
  }
  function onRefused(error: unknown) {
    if (placeOf(error) === null) return;
    setAsking(false);
    goToWrong();
  }
  function saveDraft() {
    if (!isComplete() || submit.isPending) return;
    submit.mutate(
      { form, draftId, start: false },
      {
        onSuccess({ id }) {
          kept.markSaved(id);
          setDraftId(id);
          // The same page with its lasting address: nothing is drawn anew.
          window.history.replaceState(null, "", `/broadcasts/${id}/edit`);
          showToast("success", t("draftSaved"));
        },
        onError(error) {
          onRefused(error);
          if (placeOf(error) === null) showToast("error", errorText(error));
        },
      },
    );
  }
  function send() {
    if (submit.isPending) return;
    submit.mutate(
      { form, draftId, start: true },
      {
        onSuccess({ id }) {
          kept.markSaved(id);
          router.push(`/broadcasts/${id}`);
        },
        onError: onRefused,
      },
    );
  }

  const count = look.count ?? undefined;
  const act = sendAct({
    form,
    startsAt: startOf(form),
    count: count === undefined ? undefined : toReach(count).total,
    needsApproval: look.preview?.approval_needed ?? false,
  });
  return (
    <form
      ref={page}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isComplete()) setAsking(true);
      }}
      className="grid items-start gap-x-10 views:grid-cols-[minmax(0,1fr)_340px]"
    >
      <div className="min-w-0">
        <EarlierLine earlier={kept.earlier} onTake={kept.takeEarlier} onBeginAnew={kept.beginAnew} />
        <ShopStep
          form={form}
          onChange={change}
          sellers={sellers}
          gaps={gaps}
          isFixed={draftId !== null}
          refusal={said("seller")}
        />
        <KindStep
          form={form}
          onChange={change}
          gaps={gaps}
          hasOrders={look.choices?.has_orders}
          refusal={said("kind")}
        />
        <AudienceStep
          form={form}
          onChange={change}
          choices={look.choices}
          matched={count?.matched}
          isBehind={look.isCounting}
          refusal={said("audience")}
        >
          {look.choices?.has_windows && count !== undefined && count.matched > 0 && (
            <WindowsBar writable={count.writable} />
          )}
        </AudienceStep>
        <TextStep
          form={form}
          onChange={change}
          gaps={gaps}
          refusal={said("text")}
          marketplace={seller?.marketplace ?? "ozon"}
          maxChars={look.choices?.text_max_chars ?? seller?.capabilities.text_max_chars ?? 1000}
        />
        <TimeStep
          form={form}
          onChange={change}
          gaps={gaps}
          rates={
            look.choices === undefined ? null : { max: look.choices.max_rate, usual: look.choices.usual_rate }
          }
          refusals={{ rate: said("rate"), time: said("time") }}
        />
      </div>
      <Summary
        form={form}
        shopName={shopName}
        look={look}
        terms={toTerms(form, now)}
        act={act}
        isBusy={submit.isPending}
        onSaveDraft={saveDraft}
      />
      {isAsking && (
        <ConfirmSend
          act={act}
          form={form}
          shopName={shopName}
          count={count}
          isBusy={submit.isPending}
          error={submit.isError && placeOf(submit.error) === null ? errorText(submit.error) : null}
          onYes={send}
          onClose={() => setAsking(false)}
        />
      )}
    </form>
  );
}
