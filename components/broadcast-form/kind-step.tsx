"use client";

import { useTranslations } from "next-intl";
import type { OrderEvent } from "@/lib/wire/broadcasts";
import { readyTemplates } from "../broadcasts/ready-templates";
import { Choice } from "../settings/choice";
import { Button } from "../ui/button";
import { cx } from "../ui/class-names";
import { Notice } from "../ui/notice";
import type { ChangeForm, Form, Gap } from "./form-state";
import { Step, Wrong } from "./step";
import { useReadyTexts } from "./use-ready-texts";

/** In the order of an order's life. */
const events = [
  "packing",
  "shipped",
  "delayed",
  "pick_up",
  "delivered",
  "returning",
  "cancelled",
] as const satisfies readonly OrderEvent[];

interface KindStepProps {
  form: Form;
  onChange: ChangeForm;
  gaps: ReadonlySet<Gap>;
  /** Whether the shop's marketplace tells of orders; undefined: not known yet. */
  hasOrders: boolean | undefined;
  refusal: string | null;
}

/** Once, or by itself whenever an order changes. */
export function KindStep({ form, onChange, gaps, hasOrders, refusal }: KindStepProps) {
  const t = useTranslations("broadcastForm");
  const words = useTranslations("broadcasts");
  const isOrder = form.kind === "order";
  function toggle(event: OrderEvent, isOn: boolean) {
    onChange({ events: events.filter((one) => (one === event ? isOn : form.events.includes(one))) });
  }
  return (
    <Step id="kind" title={t("kind.title")}>
      {hasOrders === false ? (
        <p className="max-w-140 text-muted">{t("kind.noOrders")}</p>
      ) : (
        <Choice
          label={t("kind.title")}
          isLabelHidden
          isList
          isDisabled={hasOrders === undefined}
          value={form.kind}
          options={(["once", "order"] as const).map((value) => ({
            value,
            label: t(`kind.${value}`),
            hint: t(`kind.${value}Hint`),
          }))}
          onChange={(kind) => onChange({ kind })}
        />
      )}
      {isOrder && hasOrders === false && (
        <Notice
          tone="warn"
          action={
            <Button onClick={() => onChange({ kind: "once", events: [] })}>{t("kind.makeOnce")}</Button>
          }
        >
          {t("kind.orderHere")}
        </Notice>
      )}
      {isOrder && hasOrders !== false && (
        <fieldset>
          <legend className="mb-1 font-medium">{t("kind.events")}</legend>
          <div className="grid gap-x-6 two:grid-cols-2">
            {events.map((event) => (
              <label
                key={event}
                className="flex min-h-8 cursor-pointer items-center gap-2 pointer-coarse:min-h-11"
              >
                <input
                  type="checkbox"
                  checked={form.events.includes(event)}
                  onChange={(change) => toggle(event, change.target.checked)}
                  className="size-4 shrink-0 accent-accent"
                />
                {words(`events.${event}`)}
              </label>
            ))}
          </div>
          {gaps.has("events") && <Wrong>{t("kind.eventsMissing")}</Wrong>}
        </fieldset>
      )}
      <Wrong>{refusal}</Wrong>
      <ReadyTexts isOrder={isOrder && hasOrders !== false} form={form} onChange={onChange} />
    </Step>
  );
}

/** Beginnings that fit; choosing one replaces a text that is still as it came, and never words of one's own. */
function ReadyTexts({ isOrder, form, onChange }: { isOrder: boolean; form: Form; onChange: ChangeForm }) {
  const t = useTranslations("broadcastForm");
  const words = useTranslations("broadcasts");
  const { apply, isUntouched } = useReadyTexts();
  const fitting = readyTemplates.filter(({ event }) => (event !== null) === isOrder);
  if (!isUntouched(form)) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a legend and its own look
    <div role="group" aria-label={t("kind.ready")} className="flex flex-wrap items-center gap-1.5">
      <span aria-hidden="true" className="text-muted">
        {t("kind.ready")}
      </span>
      {fitting.map((template) => {
        const text = words(`templates.${template.id}.text`);
        const isChosen = form.variants[0]?.template === text;
        return (
          <button
            key={template.id}
            type="button"
            aria-pressed={isChosen}
            onClick={() => onChange(apply(form, template))}
            className={cx(
              "min-h-8 rounded-full border px-3 transition-colors duration-120 pointer-coarse:min-h-11",
              isChosen
                ? "border-accent bg-accent-soft text-accent-ink"
                : "border-line bg-panel text-muted hover:bg-hover hover:text-ink",
            )}
          >
            {words(`templates.${template.id}.title`)}
          </button>
        );
      })}
    </div>
  );
}
