"use client";

import { useRef } from "react";
import type { Seller } from "@/lib/wire/sellers";
import { AudienceStep } from "./audience-step";
import { ConfirmSend } from "./confirm-send";
import { EarlierLine } from "./earlier-line";
import { type Form, startOf, toTerms } from "./form-state";
import { KindStep } from "./kind-step";
import { toReach } from "./reach";
import { RemoveDraft } from "./remove-draft";
import { sendAct } from "./send-words";
import { ShopStep } from "./shop-step";
import { Summary } from "./summary";
import { TextStep } from "./text-step";
import { TimeStep } from "./time-step";
import { useComposing } from "./use-composing";
import { WindowsBar } from "./windows-bar";

/** Until the shop is known: what the strictest marketplace takes. */
const STRICTEST = { marketplace: "ozon", maxChars: 1000 } as const;

interface ComposerProps {
  begin: Form;
  /** Its beginning was asked for by name (a ready text). */
  isChosen: boolean;
  sellers: readonly Seller[];
  draftAtFirst: string | null;
}

/** One page: on the left what is decided, on the right what comes of it. */
export function Composer({ begin, isChosen, sellers, draftAtFirst }: ComposerProps) {
  const page = useRef<HTMLFormElement>(null);
  const composing = useComposing(page, { begin, isChosen, draftAtFirst });
  const { form, change, gaps, said, look, kept } = composing;
  const shop = sellers.find(({ id }) => id === form.sellerId);
  const count = look.count ?? undefined;
  const act = sendAct({
    form,
    startsAt: startOf(form),
    count: count === undefined ? undefined : toReach(count).total,
    needsApproval: look.preview?.approval_needed ?? false,
  });
  const part = { form, onChange: change, gaps };
  return (
    <form
      ref={page}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        composing.ask();
      }}
      className="grid items-start gap-x-10 max-views:-mb-16 views:grid-cols-[minmax(0,1fr)_340px]"
    >
      <div className="min-w-0">
        <EarlierLine earlier={kept.earlier} onTake={kept.takeEarlier} onBeginAnew={kept.beginAnew} />
        <ShopStep {...part} sellers={sellers} isFixed={composing.draftId !== null} refusal={said("seller")} />
        <KindStep {...part} hasOrders={look.choices?.has_orders} refusal={said("kind")} />
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
          {...part}
          refusal={said("text")}
          marketplace={shop?.marketplace ?? STRICTEST.marketplace}
          maxChars={shop?.capabilities.text_max_chars ?? STRICTEST.maxChars}
        />
        <TimeStep
          {...part}
          rates={
            look.choices === undefined ? null : { max: look.choices.max_rate, usual: look.choices.usual_rate }
          }
          refusals={{ rate: said("rate"), time: said("time") }}
        />
        {composing.draftId !== null && <RemoveDraft draftId={composing.draftId} onRemoved={kept.forget} />}
      </div>
      <Summary
        form={form}
        shopName={shop?.name ?? ""}
        look={look}
        terms={toTerms(form, composing.now)}
        act={act}
        isBusy={composing.isBusy}
        onSaveDraft={composing.saveDraft}
      />
      {composing.isAsking && (
        <ConfirmSend
          act={act}
          form={form}
          shopName={shop?.name ?? ""}
          count={count}
          isBusy={composing.isBusy}
          error={composing.failure}
          onYes={composing.send}
          onClose={composing.stopAsking}
        />
      )}
    </form>
  );
}
