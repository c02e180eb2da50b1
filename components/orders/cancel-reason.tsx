"use client";

import { useTranslations } from "next-intl";
import type { AnswerOf } from "@/lib/wire/endpoint";
import type { listCancelReasons } from "@/lib/wire/order-acts";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { SelectField, TextField } from "../ui/field";
import { Notice } from "../ui/notice";
import { useCancelReasons } from "./queries";

type Reason = AnswerOf<typeof listCancelReasons>["items"][number];

/** The reason that was chosen, and the words for it. */
export interface ChosenReason {
  readonly reason: Reason;
  readonly text: string;
}

/** Whether everything that the marketplace wants with a reason is there. */
export function isReasonComplete(chosen: ChosenReason | null): boolean {
  return chosen !== null && (!chosen.reason.needs_text || chosen.text.trim() !== "");
}

interface CancelReasonProps {
  orderId: string;
  value: ChosenReason | null;
  onChange: (value: ChosenReason | null) => void;
}

/** Why: one of the reasons that the marketplace takes for this order now. */
export function CancelReason({ orderId, value, onChange }: CancelReasonProps) {
  const t = useTranslations("orderActs");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const { data, isError, error, refetch } = useCancelReasons(orderId);
  if (data === undefined && isError) {
    return (
      <Notice
        tone="bad"
        isUrgent
        title={t("reasonsFailed")}
        action={<Button onClick={() => refetch()}>{common("retry")}</Button>}
      >
        {errorText(error)}
      </Notice>
    );
  }
  if (data === undefined) return <div aria-hidden="true" className="skeleton h-14.5 w-full" />;
  if (data.length === 0) return <Notice tone="warn">{t("noReasons")}</Notice>;
  return (
    <div className="flex flex-col gap-3">
      <SelectField
        label={t("reason")}
        value={value?.reason.id ?? ""}
        options={[
          { value: "", label: t("chooseReason") },
          ...data.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(event) => {
          const reason = data.find(({ id }) => id === event.target.value);
          onChange(reason === undefined ? null : { reason, text: value?.text ?? "" });
        }}
      />
      {value?.reason.needs_text && (
        <TextField
          label={t("reasonText")}
          value={value.text}
          maxLength={1000}
          onChange={(event) => onChange({ ...value, text: event.target.value })}
        />
      )}
    </div>
  );
}
