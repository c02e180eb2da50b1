"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type RefObject, useState } from "react";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { useNow } from "../shell/use-now";
import { type Form, findGaps, type Gap } from "./form-state";
import { toReach } from "./reach";
import { maxRateOf, type Place, placeOf } from "./refusals";
import { useKeptForm } from "./use-kept-form";
import { useLook } from "./use-look";
import { useSubmit } from "./use-submit";

const noGaps: ReadonlySet<Gap> = new Set();

interface Beginning {
  readonly begin: Form;
  readonly isChosen: boolean;
  readonly draftAtFirst: string | null;
}

/** A broadcast being written: its form, what the server says of it, and the ways it leaves the page. */
export function useComposing(page: RefObject<HTMLFormElement | null>, beginning: Beginning) {
  const t = useTranslations("broadcastForm");
  const router = useRouter();
  const now = useNow();
  const [draftId, setDraftId] = useState(beginning.draftAtFirst);
  const kept = useKeptForm(beginning.begin, beginning.draftAtFirst, { isChosen: beginning.isChosen });
  const { form } = kept;
  const look = useLook(form, now);
  const submit = useSubmit();
  const errorText = useErrorText();
  const [isChecked, setChecked] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const reachesNobody =
    form.kind === "once" && look.count != null && !look.isCounting && toReach(look.count).total === 0;
  const said = useSaid(submit.error ?? look.refusal, isChecked && reachesNobody);

  function goToWrong() {
    // The fields say so in the next frame; the first of them is where to go on.
    requestAnimationFrame(() => {
      const first = page.current?.querySelector<HTMLElement>("[aria-invalid=true], [data-wrong]");
      first?.scrollIntoView({ block: "center" });
      first?.focus();
    });
  }
  /** Tells what is missing, and goes there. A draft may be for nobody yet. */
  function isComplete({ forNobody }: { forNobody: boolean }): boolean {
    setChecked(true);
    const isWhole = findGaps(form, now).size === 0 && (forNobody || !reachesNobody);
    if (!isWhole) goToWrong();
    return isWhole;
  }
  function onRefused(error: unknown) {
    if (placeOf(error) === null) return;
    setAsking(false);
    goToWrong();
  }
  function saveDraft() {
    if (!isComplete({ forNobody: true }) || submit.isPending) return;
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
  return {
    form,
    kept,
    look,
    now,
    said,
    draftId,
    gaps: isChecked ? findGaps(form, now) : noGaps,
    isBusy: submit.isPending,
    isAsking,
    /** What the confirmation has to tell itself: no field does. */
    failure: submit.isError && placeOf(submit.error) === null ? errorText(submit.error) : null,
    change(part: Partial<Form>) {
      kept.change(part);
      if (submit.isError) submit.reset();
    },
    ask: () => isComplete({ forNobody: false }) && setAsking(true),
    stopAsking: () => setAsking(false),
    saveDraft,
    send,
  };
}

/** The sentence for a field that the server refused; null where it refused others or none. */
function useSaid(refusal: Error | null, reachesNobody: boolean): (place: Place) => string | null {
  const t = useTranslations("broadcastForm");
  const errors = useTranslations("errors");
  const errorText = useErrorText();
  return (place) => {
    if (place === "audience" && reachesNobody) return errors("empty_audience");
    if (refusal === null || placeOf(refusal) !== place) return null;
    const max = maxRateOf(refusal);
    return max === null ? errorText(refusal) : t("rate.tooHigh", { max });
  };
}
