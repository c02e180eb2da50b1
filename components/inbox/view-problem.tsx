"use client";

import { useTranslations } from "next-intl";
import type { SavedView } from "@/lib/wire/desk";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { openViewDialog } from "./view-dialog-events";

/** What a view asks for that is gone, and what to do; null: nothing is wrong. */
export function useProblemText(view: SavedView): string | null {
  const t = useTranslations("savedViews");
  switch (view.problem) {
    case null:
      return null;
    case "tag_deleted":
      return t("problem.tag", { tag: view.filters.tag ?? "" });
    case "seller_gone":
      return t("problem.seller");
    case "person_gone":
      return t("problem.person");
    default:
      return view.problem satisfies never;
  }
}

/** Stands in the place of the list of a view that cannot show one. */
export function ViewProblem({ view }: { view: SavedView }) {
  const t = useTranslations("savedViews");
  const text = useProblemText(view);
  return (
    <EmptyState
      title={t("problem.title")}
      text={view.is_mine ? (text ?? "") : `${text} ${t("problem.notMine")}`}
      action={
        view.is_mine && (
          <Button look="primary" onClick={() => openViewDialog({ kind: "change", view })}>
            {t("change")}
          </Button>
        )
      }
    />
  );
}
