"use client";

import { useTranslations } from "next-intl";
import type { BroadcastResult, VariantResult } from "@/lib/wire/broadcast-results";
import type { Broadcast } from "@/lib/wire/broadcasts";
import { cx } from "../ui/class-names";
import { verdictOf } from "./difference";
import { Part } from "./part";
import { shareOf } from "./progress";
import { useBroadcastResult } from "./queries";
import { everyRecipient, type RecipientView } from "./recipient-choice";
import { useResultWords } from "./use-result-words";

interface VariantsProps {
  broadcast: Broadcast;
  onShow: (view: RecipientView) => void;
}

/** What was written; with variants each beside the other, and whether they really differ. */
export function Variants({ broadcast, onShow }: VariantsProps) {
  const t = useTranslations("broadcastResult");
  const { data } = useBroadcastResult(broadcast.id);
  const [only] = broadcast.variants;
  if (broadcast.variants.length < 2) {
    return (
      <Part title={t("textPart")}>
        <Words text={only?.template ?? broadcast.template} />
      </Part>
    );
  }
  const hasBegun = broadcast.started_at !== null;
  return (
    <Part title={t("variants")}>
      <ul className="grid gap-x-6 gap-y-5 two:grid-cols-2">
        {broadcast.variants.map((variant) => (
          <Variant
            key={variant.key}
            variant={variant}
            result={hasBegun ? data?.variants.find(({ key }) => key === variant.key) : undefined}
            onPress={() => onShow({ ...everyRecipient, variant: variant.key })}
          />
        ))}
      </ul>
      {hasBegun && data !== undefined && <Verdicts result={data} />}
    </Part>
  );
}

/** The template as it was written: a message of ours, variables in their braces. */
function Words({ text }: { text: string }) {
  return <p className="foreign-text w-fit max-w-140 rounded-bubble bg-ours px-3 py-2">{text}</p>;
}

interface VariantProps {
  variant: Broadcast["variants"][number];
  result: VariantResult | undefined;
  onPress: () => void;
}

function Variant({ variant, result, onPress }: VariantProps) {
  const t = useTranslations("broadcastResult");
  const { share } = useResultWords();
  return (
    <li className="flex min-w-0 flex-col gap-2" data-variant={variant.key}>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <button
          type="button"
          onClick={onPress}
          className="min-h-6 rounded-[6px] font-medium underline-offset-2 hover:underline pointer-coarse:min-h-11"
        >
          {t("variant", { key: variant.key })}
        </button>
        <span className="text-[12px] text-muted">
          {t("variantShare", { share: share(variant.share / 100) })}
        </span>
      </p>
      <Words text={variant.template} />
      {result !== undefined && (
        <dl className="grid grid-cols-[auto_1fr_auto_auto] items-center gap-x-3 gap-y-1">
          <Rate name={t("repliedTile")} part={result.replied} sent={result.sent} />
          <Rate name={t("boughtTile")} part={result.bought} sent={result.sent} />
          <dt className="text-muted">{t("sentTile")}</dt>
          <dd className="col-start-3 text-right font-medium tabular-nums">
            <Count value={result.sent} />
          </dd>
        </dl>
      )}
    </li>
  );
}

function Count({ value }: { value: number }) {
  return useResultWords().count(value);
}

/** A share of those who got it, as a bar and in figures. */
function Rate({ name, part, sent }: { name: string; part: number; sent: number }) {
  const { count, share } = useResultWords();
  const rate = shareOf(part, sent);
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd aria-hidden="true" className="h-1.5 min-w-0 overflow-hidden rounded-full bg-line">
        <span
          className="block h-full rounded-full bg-accent transition-[width] duration-500 ease-out motion-reduce:transition-none"
          style={{ width: `${100 * (rate ?? 0)}%` }}
        />
      </dd>
      <dd className="text-right font-medium tabular-nums">{count(part)}</dd>
      <dd className="w-14 text-right text-muted tabular-nums">{share(rate)}</dd>
    </>
  );
}

/** In plain words whether one is really better. */
function Verdicts({ result }: { result: BroadcastResult }) {
  const t = useTranslations("broadcastResult");
  const lines = [
    ["repliesVerdict", verdictOf(result.replies_differ)],
    ["purchasesVerdict", verdictOf(result.purchases_differ)],
  ] as const;
  return (
    <ul className="flex flex-col gap-0.5">
      {lines.map(([about, verdict]) => (
        <li key={about} className={cx(verdict.kind === "leads" ? "font-medium" : "text-muted")}>
          {t(`${about}.${verdict.kind}`, { key: verdict.kind === "leads" ? verdict.key : "" })}
        </li>
      ))}
    </ul>
  );
}
