"use client";

import { ArrowRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { fillBroadcast } from "@/lib/text/broadcast-template";
import type { FilledText } from "@/lib/wire/broadcasts";
import { Button } from "../ui/button";
import { Chip } from "../ui/chip";
import type { FormVariant } from "./form-state";
import { useSample } from "./queries";
import { useExampleValues } from "./use-example-values";
import { useVariableNames } from "./use-variable-names";

interface PreviewPaneProps {
  variants: readonly FormVariant[];
  /** Filled by the server for some of those who would get it. */
  samples: readonly FilledText[];
  shopName: string;
  isBehind: boolean;
  /** A buyer who was picked from the audience; null: the samples are walked through. */
  picked: { readonly chatId: string; readonly name: string | null } | null;
  onUnpick: () => void;
}

/** The message as a buyer sees it, one buyer after the other. */
export function PreviewPane(props: PreviewPaneProps) {
  const { variants, samples, shopName, isBehind, picked, onUnpick } = props;
  const t = useTranslations("broadcastForm");
  const names = useVariableNames();
  const [place, setPlace] = useState(0);
  const template = variants[0]?.template ?? "";
  const examples = useExampleValues();
  const theirs = useSample(template, picked?.chatId ?? null);
  const walked = samples[place % Math.max(1, samples.length)];
  const sample = picked === null ? walked : theirs.data;
  const name = picked === null ? walked?.buyer_name : picked.name;
  const isExample = sample === undefined;
  const text = sample?.text ?? fillBroadcast(template, examples).text;
  return (
    <section aria-label={t("preview.title")} className="flex flex-col gap-2">
      <div className="flex min-h-5 items-center gap-2">
        <h3 className="min-w-0 flex-1 truncate text-[12px] text-muted">
          {isExample ? t("preview.example") : t("preview.for", { name: name ?? t("preview.buyer") })}
        </h3>
        {sample !== undefined && variants.length > 1 && (
          <Chip>{t("text.variant", { letter: sample.variant })}</Chip>
        )}
      </div>
      <div aria-live="polite" aria-busy={isBehind && !isExample}>
        <p className="mb-1 truncate text-[12px] text-muted">{shopName}</p>
        {text === "" ? (
          <p className="w-fit rounded-bubble border border-control border-dashed px-3 py-2 text-muted">
            {t("preview.empty")}
          </p>
        ) : (
          <p
            dir="auto"
            className="foreign-text max-h-72 w-fit max-w-full overflow-y-auto rounded-bubble bg-theirs px-3 py-2"
          >
            {text}
          </p>
        )}
      </div>
      {sample !== undefined && sample.missing.length > 0 && (
        <p className="text-[12px] text-muted">
          {t("preview.missing", { names: names(sample.missing), count: sample.missing.length })}
        </p>
      )}
      {picked !== null && (
        <Button look="quiet" className="-ml-3 self-start" onClick={onUnpick}>
          {t("preview.unpick")}
        </Button>
      )}
      {picked === null && samples.length > 1 && (
        <Button
          look="quiet"
          className="-ml-3 self-start"
          onClick={() => setPlace((at) => (at + 1) % samples.length)}
        >
          {t("preview.next")}
          <ArrowRight size={14} aria-hidden="true" />
        </Button>
      )}
    </section>
  );
}
