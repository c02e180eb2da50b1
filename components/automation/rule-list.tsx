"use client";

import { ArrowDown, ArrowUp, Pencil, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import type { Rule } from "@/lib/wire/automation";
import { showToast } from "../shell/toast";
import { Button, IconButton } from "../ui/button";
import { cx } from "../ui/class-names";
import { Dialog } from "../ui/dialog";
import { Notice } from "../ui/notice";
import { useChangeRule, useRemoveRule } from "./queries";
import { useRuleWords } from "./use-rule-words";

/** Rules in their order, each in words, with its switch and its place. */
export function RuleList({ rules, onEdit }: { rules: readonly Rule[]; onEdit: (rule: Rule) => void }) {
  const t = useTranslations("automation");
  const { mutate } = useChangeRule();
  const [doomed, setDoomed] = useState<Rule | null>(null);
  const [told, setTold] = useState("");
  const list = useRef<HTMLUListElement>(null);
  const moved = useRef<string | null>(null);
  // A row that moves takes its button out of the page for a moment: the focus goes with it, not to the top.
  useEffect(() => {
    if (moved.current === null || rules.length === 0) return;
    list.current?.querySelector<HTMLElement>(`[data-move="${moved.current}"]:not(:disabled)`)?.focus();
    moved.current = null;
  }, [rules]);
  function move(rule: Rule, from: number, to: number) {
    const isLast = to === 0 || to === rules.length - 1;
    const direction = to < from !== isLast ? "up" : "down"; // at an end the button that still works
    moved.current = `${direction}-${rule.id}`;
    setTold(t("moved", { name: rule.name, place: to + 1, count: rules.length }));
    mutate({ id: rule.id, change: { position: to } });
  }
  return (
    <section aria-label={t("title")}>
      {rules.length > 1 && <p className="mb-2 text-[12px] text-muted">{t("order")}</p>}
      <p role="status" className="sr-only">
        {told}
      </p>
      <ul ref={list} className="border-line border-t">
        {rules.map((rule, index) => (
          <RuleRow
            key={rule.id}
            rule={rule}
            isFirst={index === 0}
            isLast={index === rules.length - 1}
            onMove={(step) => move(rule, index, index + step)}
            onToggle={(is_enabled) => mutate({ id: rule.id, change: { is_enabled } })}
            onEdit={() => onEdit(rule)}
            onDelete={() => setDoomed(rule)}
          />
        ))}
      </ul>
      {doomed !== null && <DeleteRule rule={doomed} onClose={() => setDoomed(null)} />}
    </section>
  );
}

interface RuleRowProps {
  rule: Rule;
  isFirst: boolean;
  isLast: boolean;
  onMove: (step: -1 | 1) => void;
  onToggle: (isEnabled: boolean) => void;
  onEdit: () => void;
  onDelete: () => void;
}

function RuleRow({ rule, isFirst, isLast, onMove, onToggle, onEdit, onDelete }: RuleRowProps) {
  const t = useTranslations("automation");
  const { name } = rule;
  return (
    <li className="border-line border-b py-3">
      <div className="flex items-start gap-3">
        <Switch isOn={rule.is_enabled} label={t("toggle", { name })} onChange={onToggle} />
        <div className="min-w-0 flex-1">
          <h2 className={cx("wrap-anywhere font-medium", !rule.is_enabled && "text-muted")}>{name}</h2>
          <RuleSentence rule={rule} />
          <p className="mt-0.5 text-[12px] text-muted tabular-nums">
            {rule.is_enabled ? t("runsLastWeek", { count: rule.runs_last_week }) : t("off")}
          </p>
        </div>
        <div className="-my-1 flex shrink-0 max-two:grid max-two:grid-cols-2">
          <IconButton
            label={t("up", { name })}
            data-move={`up-${rule.id}`}
            disabled={isFirst}
            onClick={() => onMove(-1)}
          >
            <ArrowUp size={15} aria-hidden="true" />
          </IconButton>
          <IconButton
            label={t("down", { name })}
            data-move={`down-${rule.id}`}
            disabled={isLast}
            onClick={() => onMove(1)}
          >
            <ArrowDown size={15} aria-hidden="true" />
          </IconButton>
          <IconButton label={t("edit", { name })} onClick={onEdit}>
            <Pencil size={15} aria-hidden="true" />
          </IconButton>
          <IconButton label={t("delete", { name })} onClick={onDelete}>
            <Trash2 size={15} aria-hidden="true" />
          </IconButton>
        </div>
      </div>
      {rule.problem !== null && (
        <div className="mt-2">
          <Notice tone="warn">{t(`problem.${rule.problem}`)}</Notice>
        </div>
      )}
    </li>
  );
}

/** "Когда … и … → …" */
function RuleSentence({ rule }: { rule: Rule }) {
  const t = useTranslations("automation");
  const words = useRuleWords();
  const conditions = words.and(rule.conditions);
  return (
    <p className="wrap-anywhere text-muted">
      {t("when")} {words.when(rule)}
      {conditions.map((condition) => (
        <span key={condition}>
          {" "}
          {t("and").toLowerCase()} {condition}
        </span>
      ))}
      <span aria-hidden="true"> → </span>
      <span className="sr-only">, {t("then").toLowerCase()} </span>
      <span className="text-ink">{rule.actions.map((action) => words.does(action)).join(", ")}</span>
    </p>
  );
}

function Switch({
  isOn,
  label,
  onChange,
}: {
  isOn: boolean;
  label: string;
  onChange: (isOn: boolean) => void;
}) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={isOn}
      aria-label={label}
      title={label}
      onClick={() => onChange(!isOn)}
      className="grid shrink-0 place-items-center rounded-full pointer-coarse:min-h-11 pointer-coarse:min-w-11"
    >
      <span
        className={cx(
          "flex h-5 w-9 items-center rounded-full border px-0.5 transition-colors duration-120",
          isOn ? "border-accent bg-accent" : "border-control bg-theirs",
        )}
      >
        <span
          className={cx(
            "size-3.5 rounded-full transition-transform duration-120 motion-reduce:transition-none",
            isOn ? "translate-x-4 bg-on-accent" : "bg-control",
          )}
        />
      </span>
    </button>
  );
}

function DeleteRule({ rule, onClose }: { rule: Rule; onClose: () => void }) {
  const t = useTranslations("automation");
  const common = useTranslations("common");
  const remove = useRemoveRule(({ name }) => showToast("success", t("deleted", { name })));
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t("deleteTitle", { name: rule.name })}
      description={t("deleteText")}
      closeLabel={common("close")}
    >
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{common("cancel")}</Button>
        <Button
          look="danger"
          disabled={remove.isPending}
          onClick={() => remove.mutate(rule, { onSettled: onClose })}
        >
          {t("deleteYes")}
        </Button>
      </div>
    </Dialog>
  );
}
