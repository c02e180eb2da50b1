"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useColleagues } from "../shell/colleagues";
import { SelectField } from "../ui/field";
import { AddPart } from "./add-part";
import { CheckList } from "./check-list";
import { PartRow } from "./part-section";
import { useReplies } from "./queries";
import { type ActionDraft, actionKinds, type DraftGaps, newAction } from "./rule-draft";
import { TagField } from "./tag-field";
import { TimeField } from "./time-field";

const MOST_ACTIONS = 10; // as the server allows

interface ActionRowsProps {
  actions: readonly ActionDraft[];
  gaps: DraftGaps;
  onChange: (actions: ActionDraft[]) => void;
}

/** What is done, in this order. Several tags are fine; of everything else one is enough. */
export function ActionRows({ actions, gaps, onChange }: ActionRowsProps) {
  const t = useTranslations("automation");
  const left = actionKinds.filter((kind) => kind === "tag" || !actions.some((action) => action.do === kind));
  const put = (action: ActionDraft, at: number) =>
    onChange(actions.map((one, index) => (index === at ? action : one)));
  return (
    <>
      {gaps.has("actions") && (
        <p role="alert" className="pt-1 text-bad-ink">
          {t("gapActions")}
        </p>
      )}
      <ol className="flex flex-col gap-2 empty:hidden">
        {actions.map((action, index) => {
          const name = t(`actions.${action.do}`);
          const isWrong = gaps.has(`action ${index}`);
          return (
            <PartRow
              // biome-ignore lint/suspicious/noArrayIndexKey: rows hold no state of their own, and tags may repeat
              key={`${action.do} ${index}`}
              title={name}
              removeLabel={t("removeAction", { name })}
              gap={isWrong && action.do !== "snooze" ? t("gapPart") : null}
              onRemove={() => onChange(actions.filter((_, at) => at !== index))}
            >
              <ActionFields action={action} isWrong={isWrong} onChange={(next) => put(next, index)} />
            </PartRow>
          );
        })}
      </ol>
      {actions.length < MOST_ACTIONS && (
        <AddPart
          label={t("addAction")}
          kinds={left}
          nameOf={(kind) => t(`actions.${kind}`)}
          onAdd={(kind) => onChange([...actions, newAction(kind)])}
        />
      )}
    </>
  );
}

interface FieldsProps<Action extends ActionDraft = ActionDraft> {
  action: Action;
  isWrong: boolean;
  onChange: (action: ActionDraft) => void;
}

function ActionFields({ action, isWrong, onChange }: FieldsProps) {
  const t = useTranslations("automation");
  const { data: people = [] } = useColleagues();
  switch (action.do) {
    case "tag":
      return <TagField tag={action.tag} isWrong={isWrong} onChange={(tag) => onChange({ ...action, tag })} />;
    case "assign":
      return <AssignField action={action} isWrong={isWrong} onChange={onChange} />;
    case "reply":
      return <ReplyField action={action} isWrong={isWrong} onChange={onChange} />;
    case "notify":
      return (
        <CheckList
          label={t("notifyLabel")}
          options={people}
          chosen={action.userIds}
          isWrong={isWrong}
          onChange={(userIds) => onChange({ ...action, userIds })}
        />
      );
    case "snooze":
      return (
        <TimeField
          label={t("snoozeLabel")}
          amount={action.amount}
          unit={action.unit}
          error={isWrong ? t("gapTime") : null}
          onChange={(amount, unit) => onChange({ ...action, amount, unit })}
        />
      );
    case "close":
      return null;
  }
}

function AssignField({ action, isWrong, onChange }: FieldsProps<Extract<ActionDraft, { do: "assign" }>>) {
  const t = useTranslations("automation");
  const { data: people = [] } = useColleagues();
  return (
    <div className="max-w-80">
      <SelectField
        label={t("assignLabel")}
        value={action.to}
        aria-invalid={isWrong || undefined}
        options={[
          { value: "", label: t("assignChoose") },
          { value: "round_robin", label: t("byTurns") },
          { value: "least_busy", label: t("byLoad") },
          ...people.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(event) => onChange({ ...action, to: event.target.value })}
      />
    </div>
  );
}

function ReplyField({ action, isWrong, onChange }: FieldsProps<Extract<ActionDraft, { do: "reply" }>>) {
  const t = useTranslations("automation");
  const { data: replies } = useReplies();
  if (replies?.length === 0) {
    return (
      <p className="text-muted">
        {t("replyNone")}{" "}
        <Link href="/settings/canned-replies" className="rounded-control text-accent-ink underline">
          {t("replyMake")}
        </Link>
      </p>
    );
  }
  const chosen = replies?.find((reply) => reply.id === action.cannedReplyId);
  return (
    <div className="flex flex-col gap-2">
      <div className="max-w-80">
        <SelectField
          label={t("replyLabel")}
          value={chosen?.id ?? ""}
          aria-invalid={isWrong || undefined}
          options={[
            { value: "", label: t("replyChoose") },
            ...(replies ?? []).map(({ id, title, shortcut }) => ({
              value: id,
              label: `${title} (/${shortcut})`,
            })),
          ]}
          onChange={(event) => onChange({ ...action, cannedReplyId: event.target.value })}
        />
      </div>
      {chosen && <p className="foreign-text line-clamp-4 text-[12px] text-muted">{chosen.text}</p>}
    </div>
  );
}
