"use client";

import { useTranslations } from "next-intl";
import { type ReadyTemplate, readyTemplates } from "../broadcasts/ready-templates";
import { sameFilters } from "./filter-kinds";
import type { Form } from "./form-state";

/** Ready beginnings put into a form. */
export function useReadyTexts() {
  const t = useTranslations("broadcasts");
  const texts = readyTemplates.map(({ id }) => t(`templates.${id}.text`));
  const names = readyTemplates.map(({ id }) => t(`templates.${id}.name`));
  return {
    /** What a form becomes with this beginning: its words, its name, whom it is for and what sends it. */
    apply(form: Form, { id, event, filters }: ReadyTemplate): Partial<Form> {
      const [first] = form.variants;
      // What somebody named or narrowed by hand stays; what came with another beginning goes with it.
      const isNamed = form.name.trim() !== "" && !names.includes(form.name);
      const isNarrowed = !readyTemplates.some((other) => sameFilters(other.filters, form.filters));
      return {
        kind: event === null ? "once" : "order",
        events: event === null ? [] : [event],
        filters: isNarrowed ? form.filters : filters,
        name: isNamed ? form.name : t(`templates.${id}.name`),
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
