"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { templateVariables } from "@/lib/text/template";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { useAddExamples } from "./queries";

const EXAMPLES = ["track", "return", "dispatch"] as const;
/** Translations write places as `{tracking}`; a canned reply keeps them as `{{tracking}}`. */
const PLACES = Object.fromEntries(templateVariables.map((name) => [name, `{{${name}}}`]));

/** An empty list: three everyday replies to look at, which one press adds, beside the way to write one's own. */
export function NoReplies({ add }: { add: ReactNode }) {
  const t = useTranslations("canned");
  const errorText = useErrorText();
  const addExamples = useAddExamples((error) => showToast("error", errorText(error)));
  const examples = EXAMPLES.map((name) => ({
    shortcut: t(`examples.${name}.shortcut`),
    title: t(`examples.${name}.title`),
    text: t(`examples.${name}.text`, PLACES),
  }));
  return (
    <div>
      <EmptyState
        title={t("emptyTitle")}
        text={t("emptyText")}
        action={
          <div className="flex flex-wrap justify-center gap-2">
            {add}
            <Button disabled={addExamples.isPending} onClick={() => addExamples.mutate(examples)}>
              {t("addExamples")}
            </Button>
          </div>
        }
      />
      <ul aria-label={t("examplesLabel")} className="border-line border-t">
        {examples.map(({ shortcut, title, text }) => (
          <li key={shortcut} className="border-line border-b py-2.5">
            <p className="flex flex-wrap gap-x-2">
              <span className="font-medium text-accent-ink">/{shortcut}</span>
              <span className="font-medium">{title}</span>
            </p>
            <p className="mt-0.5 text-muted">{text}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}
