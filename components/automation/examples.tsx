"use client";

import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { emptyDraft, type RuleDraft } from "./rule-draft";

/** With no rule yet: what a rule is, and three to begin with. */
export function Examples({ onChoose }: { onChoose: (draft: RuleDraft) => void }) {
  const t = useTranslations("automation");
  const examples: readonly { text: string; draft: RuleDraft }[] = [
    {
      text: t("exampleReturns"),
      draft: {
        ...emptyDraft,
        name: t("exampleReturnsName"),
        conditions: [{ kind: "words", text: t("exampleReturnsWords") }],
        actions: [{ do: "tag", tag: t("exampleReturnsTag") }],
      },
    },
    {
      text: t("exampleOverdue"),
      draft: {
        ...emptyDraft,
        name: t("exampleOverdueName"),
        trigger: "overdue",
        actions: [{ do: "notify", userIds: [] }],
      },
    },
    {
      text: t("exampleIdle"),
      draft: {
        ...emptyDraft,
        name: t("exampleIdleName"),
        trigger: "idle",
        idleAmount: "3",
        idleUnit: "days",
        actions: [{ do: "close" }],
      },
    },
  ];
  return (
    <section aria-label={t("emptyTitle")} className="mb-8">
      <h2 className="font-semibold text-[15px]">{t("emptyTitle")}</h2>
      <p className="mt-1 mb-4 max-w-140 text-muted">{t("emptyText")}</p>
      <h3 className="mb-1 font-medium">{t("examplesTitle")}</h3>
      <ul className="border-line border-t">
        {examples.map(({ text, draft }) => (
          <li key={text} className="border-line border-b">
            <button
              type="button"
              onClick={() => onChoose(draft)}
              className="focus-inset flex min-h-11 w-full items-center gap-2 rounded-control px-2 py-2 text-left hover:bg-hover"
            >
              <span className="min-w-0 flex-1">{text}</span>
              <ChevronRight size={15} aria-hidden="true" className="shrink-0 text-muted" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
