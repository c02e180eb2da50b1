"use client";

import { ArrowRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ReturnDetails } from "@/lib/wire/returns";
import { ConfirmChange } from "../market/confirm-change";
import { useMoney } from "../market/money";
import { useErrorText } from "../shell/use-error-text";
import { SelectField, TextField } from "../ui/field";
import {
  amountProblem,
  type Filled,
  nothingFilled,
  type ReturnAct,
  toDecision,
  wantsText,
  worthOf,
} from "./decision";
import { useDecideReturn } from "./queries";
import { useReturnWords } from "./use-return-words";

interface DecideDialogProps {
  one: ReturnDetails;
  act: ReturnAct;
  onClose: () => void;
}

/** Shows what will be decided and asks for what the marketplace wants with it; sent once it is confirmed. */
export function DecideDialog({ one, act, onClose }: DecideDialogProps) {
  const t = useTranslations("returns");
  const errorText = useErrorText();
  const decide = useDecideReturn(one.id);
  const [filled, setFilled] = useState(nothingFilled);
  const decision = toDecision(act, one, filled);
  const isMoney = act.needs.includes("amount");
  return (
    <ConfirmChange
      isOpen
      onClose={onClose}
      title={t("decide.title", { act: act.name })}
      intro={t("decide.intro")}
      lines={[]}
      question={isMoney ? t("decide.moneyQuestion") : null}
      confirmText={act.name}
      onConfirm={() => decision !== null && decide.mutate(decision, { onSuccess: onClose })}
      isPending={decide.isPending}
      isDangerous={act.needs.includes("reason")}
      isIncomplete={decision === null}
      error={decide.isError ? errorText(decide.error) : null}
    >
      <WillChange one={one} act={act} />
      {(act.needs.length > 0 || wantsText(act, one.rejections, filled)) && (
        <Needs one={one} act={act} filled={filled} onChange={setFilled} />
      )}
    </ConfirmChange>
  );
}

/** The marketplace's names for states and acts are long: one under the other they fit a phone. */
function WillChange({ one, act }: Omit<DecideDialogProps, "onClose">) {
  const words = useReturnWords();
  return (
    <div className="rounded-control border border-line px-3 py-2 wrap-anywhere">
      <bdi className="block font-medium tabular-nums">{`${words.kind(one.kind)} ${words.number(one)}`}</bdi>
      <bdi className="block text-[12.5px] text-muted">{words.name(one)}</bdi>
      <p className="mt-1.5 flex flex-wrap items-center gap-x-2">
        <bdi className="text-muted">{one.status_name ?? words.state(one).text}</bdi>
        <ArrowRight size={13} aria-hidden="true" className="shrink-0 text-muted" />
        <bdi className="font-medium">{act.name}</bdi>
      </p>
    </div>
  );
}

interface NeedsProps extends Omit<DecideDialogProps, "onClose"> {
  filled: Filled;
  onChange: (filled: Filled) => void;
}

/** What the marketplace wants to know with this decision. */
function Needs({ one, act, filled, onChange }: NeedsProps) {
  const t = useTranslations("returns.decide");
  const needsReason = act.needs.includes("reason");
  return (
    <div className="flex flex-col gap-3">
      {needsReason && (
        <SelectField
          label={t("reason")}
          value={filled.rejectionId}
          options={[
            { value: "", label: t("chooseReason") },
            ...one.rejections.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(event) => onChange({ ...filled, rejectionId: event.target.value })}
        />
      )}
      {act.needs.includes("amount") && <Amount one={one} filled={filled} onChange={onChange} />}
      {(needsReason || wantsText(act, one.rejections, filled)) && (
        <TextField
          label={t(wantsText(act, one.rejections, filled) ? "text" : "textOptional")}
          value={filled.text}
          maxLength={2000}
          onChange={(event) => onChange({ ...filled, text: event.target.value })}
        />
      )}
    </div>
  );
}

function Amount({ one, filled, onChange }: Omit<NeedsProps, "act">) {
  const t = useTranslations("returns.decide");
  const money = useMoney();
  const worth = worthOf(one);
  const most = worth === null ? null : money(worth, one.currency);
  const problem = filled.amount === "" ? null : amountProblem(filled.amount, worth);
  return (
    <TextField
      label={t("amount")}
      inputMode="decimal"
      autoComplete="off"
      value={filled.amount}
      maxLength={14}
      hint={most === null ? undefined : t("amountHint", { most })}
      error={problem === null ? null : t(`amountProblem.${problem}`, { most: most ?? "" })}
      onChange={(event) => onChange({ ...filled, amount: event.target.value })}
    />
  );
}
