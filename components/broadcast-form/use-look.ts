"use client";

import type { AudienceCount } from "@/lib/wire/audience";
import type { AudienceChoices } from "./audience-choices";
import { type Form, findGaps, toBody, toTerms } from "./form-state";
import { useAudienceChoices, useAudienceCount, usePreview } from "./queries";
import type { Preview } from "./text-findings";

/** What the server says of a form as it stands. */
export interface Look {
  readonly choices: AudienceChoices | undefined;
  readonly count: AudienceCount | null | undefined;
  readonly isCounting: boolean;
  readonly countFailed: boolean;
  readonly recount: () => void;
  readonly preview: Preview | undefined;
  readonly isPreviewing: boolean;
  /** Why it would not take it; null: it would, or was not asked. */
  readonly refusal: Error | null;
}

/** Asks what a form would do, a moment after it was changed. Fields that are wrong are not sent along. */
export function useLook(form: Form, now: number): Look {
  const choices = useAudienceChoices(form.sellerId);
  const isTooFast = form.rate !== null && choices.data !== undefined && form.rate > choices.data.max_rate;
  const asked: Form = { ...form, name: "", rate: isTooFast ? null : form.rate };
  const count = useAudienceCount(toTerms(asked, now));
  const isWhole = findGaps(asked, now).size === 0;
  const preview = usePreview(isWhole ? toBody(asked, { start: true }) : null);
  return {
    choices: choices.data,
    count: count.data,
    isCounting: count.isBehind,
    countFailed: count.isError,
    recount: () => void count.refetch(),
    // A text with a wrong variable would still show what the one before said.
    preview: isWhole ? (preview.data ?? undefined) : undefined,
    isPreviewing: preview.isBehind,
    refusal: isWhole ? preview.error : null,
  };
}
