import type { addRule, Rule, RuleAction, RuleConditions, RuleTrigger } from "@/lib/wire/automation";
import type { BodyInput } from "@/lib/wire/endpoint";

/** A rule while it is being written: parts may be empty, and stand in the order in which they were added. */
export interface RuleDraft {
  readonly name: string;
  readonly trigger: RuleTrigger;
  /** As typed. */
  readonly idleAmount: string;
  readonly idleUnit: TimeUnit;
  readonly conditions: readonly ConditionDraft[];
  readonly actions: readonly ActionDraft[];
}

export type OrderState = NonNullable<RuleConditions["order_states"]>[number];

export type ConditionDraft =
  | { readonly kind: "words"; readonly text: string }
  | { readonly kind: "seller_ids"; readonly ids: readonly string[] }
  | { readonly kind: "order_states"; readonly states: readonly OrderState[] }
  | { readonly kind: "hours"; readonly value: "inside" | "outside" }
  | { readonly kind: "has_tag"; readonly tag: string }
  | { readonly kind: "lacks_tag"; readonly tag: string }
  | { readonly kind: "is_assigned"; readonly value: boolean };
export type ConditionKind = ConditionDraft["kind"];

export type ActionDraft =
  | { readonly do: "assign"; readonly to: string }
  | { readonly do: "tag"; readonly tag: string }
  | { readonly do: "reply"; readonly cannedReplyId: string }
  | { readonly do: "close" }
  | { readonly do: "snooze"; readonly amount: string; readonly unit: TimeUnit }
  | { readonly do: "notify"; readonly userIds: readonly string[] };
export type ActionKind = ActionDraft["do"];

export const triggers = [
  "new_message",
  "new_chat",
  "idle",
  "overdue",
] as const satisfies readonly RuleTrigger[];
export const conditionKinds = [
  "words",
  "order_states",
  "hours",
  "seller_ids",
  "has_tag",
  "lacks_tag",
  "is_assigned",
] as const satisfies readonly ConditionKind[];
export const actionKinds = [
  "tag",
  "assign",
  "reply",
  "notify",
  "snooze",
  "close",
] as const satisfies readonly ActionKind[];
export const orderStates = [
  "awaiting",
  "packing",
  "shipped",
  "delivering",
  "delivered",
  "cancelled",
  "disputed",
  "unknown",
] as const satisfies readonly OrderState[];

export const timeUnits = ["minutes", "hours", "days"] as const;
export type TimeUnit = (typeof timeUnits)[number];
const minutesIn: Record<TimeUnit, number> = { minutes: 1, hours: 60, days: 1440 };
/** As the server allows. */
const LEAST_IDLE_MINUTES = 5;
const MOST_MINUTES = 43_200;

export const emptyDraft: RuleDraft = {
  name: "",
  trigger: "new_message",
  idleAmount: "24",
  idleUnit: "hours",
  conditions: [],
  actions: [{ do: "tag", tag: "" }],
};

/** A part as it is when it has just been added. */
export function newCondition(kind: ConditionKind): ConditionDraft {
  switch (kind) {
    case "words":
      return { kind, text: "" };
    case "seller_ids":
      return { kind, ids: [] };
    case "order_states":
      return { kind, states: [] };
    case "hours":
      return { kind, value: "outside" };
    case "is_assigned":
      return { kind, value: false };
    default:
      return { kind, tag: "" };
  }
}

export function newAction(kind: ActionKind): ActionDraft {
  switch (kind) {
    case "assign":
      return { do: kind, to: "" };
    case "tag":
      return { do: kind, tag: "" };
    case "reply":
      return { do: kind, cannedReplyId: "" };
    case "close":
      return { do: kind };
    case "snooze":
      return { do: kind, amount: "3", unit: "hours" };
    case "notify":
      return { do: kind, userIds: [] };
  }
}

/** "3 дня" rather than "4320 минут". */
export function splitMinutes(minutes: number): { amount: number; unit: TimeUnit } {
  if (minutes % minutesIn.days === 0) return { amount: minutes / minutesIn.days, unit: "days" };
  if (minutes % minutesIn.hours === 0) return { amount: minutes / minutesIn.hours, unit: "hours" };
  return { amount: minutes, unit: "minutes" };
}

/** Minutes of what was typed; null for what is no such time. */
export function joinMinutes(amount: string, unit: TimeUnit, least = 1): number | null {
  const minutes = Number(amount.trim().replace(",", ".")) * minutesIn[unit];
  const isRight =
    amount.trim() !== "" && Number.isInteger(minutes) && minutes >= least && minutes <= MOST_MINUTES;
  return isRight ? minutes : null;
}

/** Words or phrases, separated by commas or lines; each once. */
export function splitWords(text: string): string[] {
  return [...new Set(text.split(/[,;\n]+/).map((word) => word.trim()))].filter((word) => word !== "");
}

/** A stored rule, ready to be changed. */
export function toDraft(rule: Rule): RuleDraft {
  const idle = splitMinutes(rule.idle_minutes ?? minutesIn.days);
  return {
    name: rule.name,
    trigger: rule.trigger,
    idleAmount: String(idle.amount),
    idleUnit: idle.unit,
    conditions: conditionKinds.flatMap((kind) => toConditionDraft(kind, rule.conditions) ?? []),
    actions: rule.actions.map(toActionDraft),
  };
}

function toConditionDraft(kind: ConditionKind, conditions: RuleConditions): ConditionDraft | null {
  switch (kind) {
    case "words":
      return conditions.words ? { kind, text: conditions.words.join(", ") } : null;
    case "seller_ids":
      return conditions.seller_ids ? { kind, ids: conditions.seller_ids } : null;
    case "order_states":
      return conditions.order_states ? { kind, states: conditions.order_states } : null;
    case "hours":
      return conditions.hours ? { kind, value: conditions.hours } : null;
    case "has_tag":
      return conditions.has_tag ? { kind, tag: conditions.has_tag } : null;
    case "lacks_tag":
      return conditions.lacks_tag ? { kind, tag: conditions.lacks_tag } : null;
    case "is_assigned":
      return conditions.is_assigned === undefined ? null : { kind, value: conditions.is_assigned };
  }
}

function toActionDraft(action: RuleAction): ActionDraft {
  switch (action.do) {
    case "reply":
      return { do: action.do, cannedReplyId: action.canned_reply_id };
    case "snooze": {
      const { amount, unit } = splitMinutes(action.minutes);
      return { do: action.do, amount: String(amount), unit };
    }
    case "notify":
      return { do: action.do, userIds: action.user_ids };
    default:
      return action;
  }
}

/** What is missing or wrong, by part: `name`, `idle`, `condition words`, `action 0`, `actions`. */
export type DraftGaps = ReadonlySet<string>;

/** The rule as the server takes it, or what is still missing for that. */
export function toBody(draft: RuleDraft): { body: BodyInput<typeof addRule> } | { gaps: DraftGaps } {
  const gaps = new Set<string>();
  const name = draft.name.trim();
  if (name === "") gaps.add("name");
  const idleMinutes =
    draft.trigger === "idle" ? joinMinutes(draft.idleAmount, draft.idleUnit, LEAST_IDLE_MINUTES) : null;
  if (draft.trigger === "idle" && idleMinutes === null) gaps.add("idle");
  const conditions = draft.conditions.map((condition) => {
    const told = toConditions(condition);
    if (told === null) gaps.add(`condition ${condition.kind}`);
    return told ?? {};
  });
  const actions = draft.actions.flatMap((action, index) => {
    const told = toAction(action);
    if (told === null) gaps.add(`action ${index}`);
    return told ?? [];
  });
  if (draft.actions.length === 0) gaps.add("actions");
  if (gaps.size > 0) return { gaps };
  return {
    body: {
      name,
      trigger: draft.trigger,
      idle_minutes: idleMinutes,
      conditions: Object.assign({}, ...conditions),
      actions,
    },
  };
}

function toConditions(condition: ConditionDraft): RuleConditions | null {
  switch (condition.kind) {
    case "words": {
      const words = splitWords(condition.text);
      return words.length === 0 ? null : { words };
    }
    case "seller_ids":
      return condition.ids.length === 0 ? null : { seller_ids: [...condition.ids] };
    case "order_states":
      return condition.states.length === 0 ? null : { order_states: [...condition.states] };
    case "hours":
      return { hours: condition.value };
    case "is_assigned":
      return { is_assigned: condition.value };
    default:
      return condition.tag.trim() === "" ? null : { [condition.kind]: condition.tag.trim() };
  }
}

function toAction(action: ActionDraft): RuleAction | null {
  switch (action.do) {
    case "assign":
      return action.to === "" ? null : action;
    case "tag":
      return action.tag.trim() === "" ? null : { do: "tag", tag: action.tag.trim() };
    case "reply":
      return action.cannedReplyId === "" ? null : { do: "reply", canned_reply_id: action.cannedReplyId };
    case "close":
      return action;
    case "snooze": {
      const minutes = joinMinutes(action.amount, action.unit);
      return minutes === null ? null : { do: "snooze", minutes };
    }
    case "notify":
      return action.userIds.length === 0 ? null : { do: "notify", user_ids: [...action.userIds] };
  }
}

/** Tags a draft names, for making those that are not there yet. */
export function tagsIn(body: Pick<BodyInput<typeof addRule>, "conditions" | "actions">): string[] {
  const { has_tag, lacks_tag } = body.conditions ?? {};
  const added = body.actions.map((action) => (action.do === "tag" ? action.tag : undefined));
  return [...new Set([has_tag, lacks_tag, ...added])].filter((tag) => tag !== undefined);
}
