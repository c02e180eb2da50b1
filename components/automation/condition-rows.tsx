"use client";

import { useTranslations } from "next-intl";
import { useSellers } from "../sellers/queries";
import { Choice } from "../settings/choice";
import { TextField } from "../ui/field";
import { AddPart } from "./add-part";
import { CheckList } from "./check-list";
import { PartRow } from "./part-section";
import { type ConditionDraft, conditionKinds, type DraftGaps, newCondition, orderStates } from "./rule-draft";
import { TagField } from "./tag-field";

interface ConditionRowsProps {
  conditions: readonly ConditionDraft[];
  gaps: DraftGaps;
  onChange: (conditions: ConditionDraft[]) => void;
}

/** Everything that must hold; each kind at most once. */
export function ConditionRows({ conditions, gaps, onChange }: ConditionRowsProps) {
  const t = useTranslations("automation");
  const left = conditionKinds.filter((kind) => !conditions.some((condition) => condition.kind === kind));
  const put = (condition: ConditionDraft) =>
    onChange(conditions.map((one) => (one.kind === condition.kind ? condition : one)));
  return (
    <>
      {conditions.length === 0 && <p className="pt-1 text-muted">{t("noConditions")}</p>}
      {conditions.length > 0 && (
        <ul className="flex flex-col gap-2">
          {conditions.map((condition) => {
            const { kind } = condition;
            const isWrong = gaps.has(`condition ${kind}`);
            return (
              <PartRow
                key={kind}
                title={t(`conditions.${kind}`)}
                removeLabel={t("removeCondition", { name: t(`conditions.${kind}`) })}
                gap={isWrong ? t("gapPart") : null}
                onRemove={() => onChange(conditions.filter((one) => one.kind !== kind))}
              >
                <ConditionFields condition={condition} isWrong={isWrong} onChange={put} />
              </PartRow>
            );
          })}
        </ul>
      )}
      <AddPart
        label={t("addCondition")}
        kinds={left}
        nameOf={(kind) => t(`conditions.${kind}`)}
        onAdd={(kind) => onChange([...conditions, newCondition(kind)])}
      />
    </>
  );
}

interface FieldsProps {
  condition: ConditionDraft;
  isWrong: boolean;
  onChange: (condition: ConditionDraft) => void;
}

function ConditionFields({ condition, isWrong, onChange }: FieldsProps) {
  const t = useTranslations("automation");
  const { data: sellers = [] } = useSellers();
  switch (condition.kind) {
    case "words":
      return (
        <TextField
          label={t("wordsLabel")}
          hint={t("wordsHint")}
          value={condition.text}
          autoComplete="off"
          aria-invalid={isWrong || undefined}
          onChange={(event) => onChange({ ...condition, text: event.target.value })}
        />
      );
    case "seller_ids":
      return (
        <CheckList
          label={t("sellersLabel")}
          options={sellers}
          chosen={condition.ids}
          isWrong={isWrong}
          onChange={(ids) => onChange({ ...condition, ids })}
        />
      );
    case "order_states":
      return (
        <CheckList
          label={t("statesLabel")}
          options={orderStates.map((id) => ({ id, name: t(`states.${id}`) }))}
          chosen={condition.states}
          isWrong={isWrong}
          onChange={(states) => onChange({ ...condition, states })}
        />
      );
    case "hours":
      return (
        <Choice
          label={t("conditions.hours")}
          isLabelHidden
          value={condition.value}
          options={[
            { value: "outside", label: t("hoursOutside") },
            { value: "inside", label: t("hoursInside") },
          ]}
          onChange={(value) => onChange({ ...condition, value })}
        />
      );
    case "is_assigned":
      return (
        <Choice
          label={t("conditions.is_assigned")}
          isLabelHidden
          value={condition.value ? "assigned" : "unassigned"}
          options={[
            { value: "unassigned", label: t("said.unassigned") },
            { value: "assigned", label: t("said.assigned") },
          ]}
          onChange={(value) => onChange({ ...condition, value: value === "assigned" })}
        />
      );
    default:
      return (
        <TagField tag={condition.tag} isWrong={isWrong} onChange={(tag) => onChange({ ...condition, tag })} />
      );
  }
}
