"use client";

import { useTranslations } from "next-intl";
import { type ReadyTemplate, readyTemplates } from "../broadcasts/ready-templates";
import type { Form } from "./form-state";

/** Ready beginnings put into a form. */
export function useReadyTexts() {
  const t = useTranslations("broadcasts");
  const texts = readyTemplates.map(({ id }) => t(`templates.${id}.text`));
  return {
    /** What a form becomes with this beginning: its words, its name, whom it is for and what sends it. */
    apply(form: Form, { id, event, filters }: ReadyTemplate): Partial<Form> {
      const [first] = form.variants;
      return {
        kind: event === null ? "once" : "order",
        events: event === null ? [] : [event],
        filters,
        name: t(`templates.${id}.name`),
        variants: [{ id: first?.id ?? "1", template: t(`templates.${id}.text`), share: 100 }],
      };
    },
    /** Whether the form holds no words of anybody's own yet. */
    isUntouched({ variants }: Pick<Form, "variants">): boolean {
      const [only, ...others] = variants;
      if (others.length > 0 || only === undefined) return false;
      return only.template.trim() === "" || texts.includes(only.template);
    },
  };
}
