"use client";

import { RefreshCw } from "lucide-react";
import { useTranslations } from "next-intl";
import * as Radix from "radix-ui/popover";
import type { Section, SectionName } from "@/lib/wire/sections";
import { useSellers } from "../sellers/queries";
import { showToast } from "../shell/toast";
import { useCodeText, useErrorText } from "../shell/use-error-text";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { Button } from "../ui/button";
import { cx } from "../ui/class-names";
import { type FreshnessState, percentOf, toFreshness } from "./freshness-state";
import { useCount } from "./money";
import { useSections, useSyncSections } from "./use-sections";

interface FreshnessProps {
  /** Null: of all sellers. */
  sellerId: string | null;
  sections: readonly SectionName[];
}

/** Tells quietly how fresh what is shown is; pressed, it tells part by part and has it taken in now. */
export function Freshness({ sellerId, sections: names }: FreshnessProps) {
  const t = useTranslations("sections");
  const { sections, error } = useSections(sellerId, names);
  const words = useFreshnessWords();
  if (sections === undefined) {
    if (error) return null;
    return <span aria-hidden="true" className="skeleton inline-block h-5 w-36 rounded-full" />;
  }
  const state = toFreshness(sections);
  return (
    <Radix.Root>
      <Radix.Trigger asChild>
        <button
          type="button"
          title={t("more")}
          className={cx(
            "flex min-h-6 min-w-0 items-center gap-1.5 rounded-full px-2 text-[12px] tabular-nums transition-colors duration-120 pointer-coarse:min-h-11",
            state.kind === "trouble"
              ? "bg-warn-soft text-warn-ink"
              : "text-muted hover:bg-hover hover:text-ink",
          )}
        >
          <RefreshCw
            size={12}
            aria-hidden="true"
            className={cx("shrink-0", isMoving(state) && "animate-spin motion-reduce:animate-none")}
          />
          <span className="truncate">{words(state)}</span>
          {state.kind === "loading" && <Bar done={state.done} total={state.total} className="w-14" />}
        </button>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={t("label")}
          align="start"
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-h-[70dvh] w-[min(380px,calc(100vw-16px))] overflow-y-auto rounded-[10px] border border-line bg-panel p-3 focus:outline-none"
        >
          <Parts sections={sections} sellerId={sellerId} names={names} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

const isMoving = (state: FreshnessState) =>
  state.kind === "loading" || (state.kind === "fresh" && state.isRefreshing);

function useFreshnessWords(): (state: FreshnessState) => string {
  const t = useTranslations("sections");
  const count = useCount();
  const now = useNow();
  const times = useTimeWords();
  return (state) => {
    switch (state.kind) {
      case "unknown":
        return t("never");
      case "off":
        return t("off");
      case "trouble":
        return t(state.section.status === "refused" ? "refused" : "failing");
      case "loading":
        return state.total === null
          ? t("loading", { done: count(state.done) })
          : t("loadingOf", { done: count(state.done), total: count(state.total) });
      case "fresh": {
        const age = now - Date.parse(state.at);
        if (now === 0 || age < 60_000) return t("freshNow");
        return t("fresh", { span: times.span(age) });
      }
      default:
        return state satisfies never;
    }
  };
}

interface PartsProps {
  sections: readonly Section[];
  sellerId: string | null;
  names: readonly SectionName[];
}

function Parts({ sections, sellerId, names }: PartsProps) {
  const t = useTranslations("sections");
  const errorText = useErrorText();
  const { data: sellers = [] } = useSellers();
  const sync = useSyncSections(sellerId, names);
  const nameOf = (id: string) => sellers.find((seller) => seller.id === id)?.name;
  const ids = sellerId === null ? sellers.map(({ id }) => id) : [sellerId];
  return (
    <>
      <ul className="flex flex-col gap-2.5">
        {sections.map((section) => (
          <Part
            key={`${section.seller_id} ${section.section}`}
            section={section}
            sellerName={ids.length > 1 ? nameOf(section.seller_id) : undefined}
          />
        ))}
      </ul>
      {sections.length === 0 && <p className="text-muted">{t("neverText")}</p>}
      <Button
        className="mt-3 w-full"
        disabled={sync.isPending || ids.length === 0}
        onClick={() => sync.mutate(ids, { onError: (error) => showToast("error", errorText(error)) })}
      >
        <RefreshCw size={14} aria-hidden="true" />
        {t("syncNow")}
      </Button>
    </>
  );
}

function Part({ section, sellerName }: { section: Section; sellerName: string | undefined }) {
  const t = useTranslations("sections");
  const codeText = useCodeText();
  const words = useFreshnessWords();
  const count = useCount();
  const state = toFreshness([section]);
  return (
    <li className="text-[12.5px]">
      <p className="flex items-baseline gap-2">
        <span className="min-w-0 flex-1 font-medium">
          {t(`names.${section.section}`)}
          {sellerName !== undefined && <span className="font-normal text-muted"> · {sellerName}</span>}
        </span>
        <span className={cx("tabular-nums", state.kind === "trouble" ? "text-warn-ink" : "text-muted")}>
          {words(state)}
        </span>
      </p>
      {state.kind === "loading" && <Bar done={state.done} total={state.total} className="mt-1 w-full" />}
      {section.error !== null && (
        <p className="mt-0.5 wrap-anywhere text-warn-ink">
          {codeText(section.error.code, section.error.message ?? t("failing"))}
          {section.error.message !== null && <bdi className="block text-muted">{section.error.message}</bdi>}
        </p>
      )}
      {section.requests > 0 && (
        <p className="text-[12px] text-muted tabular-nums">
          {t("cost", {
            requests: section.requests,
            shown: count(section.requests),
            waited: count(Math.round(section.waited_ms / 1000)),
          })}
        </p>
      )}
    </li>
  );
}

/** A line that fills; of an unknown whole it only breathes. */
function Bar({ done, total, className }: { done: number; total: number | null; className: string }) {
  const t = useTranslations("sections");
  const percent = percentOf(done, total);
  return (
    <span
      role="progressbar"
      aria-label={t("progress")}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent ?? undefined}
      className={cx("block h-1 shrink-0 overflow-hidden rounded-full bg-line", className)}
    >
      {percent === null ? (
        <span className="skeleton block h-full w-full" />
      ) : (
        <span
          className="block h-full bg-accent transition-[width] duration-300 ease-out"
          style={{ width: `${percent}%` }}
        />
      )}
    </span>
  );
}
