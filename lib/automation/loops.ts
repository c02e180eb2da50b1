import type { Rule } from "../wire/automation";

/**
 * Whether a rule could answer itself without end. Only a silence can come again by what the rule does: its reply ends
 * it and begins the next one. So an idle rule that replies must also do what keeps itself from happening again: close
 * the chat, put on the tag it must lack, or give it to a person when it must be nobody's. Snoozing is not enough (the
 * chat wakes into the old silence), nor are turns (perhaps nobody fits). Buyers' messages and missed targets are never
 * made by a rule: an automatic reply leaves the buyer waiting since the same moment.
 */
export function couldLoop(rule: Pick<Rule, "trigger" | "conditions" | "actions">): boolean {
  if (rule.trigger !== "idle" || !rule.actions.some((action) => action.do === "reply")) return false;
  return !rule.actions.some((action) => {
    switch (action.do) {
      case "close":
        return true;
      case "tag":
        return action.tag.toLowerCase() === rule.conditions.lacks_tag?.toLowerCase();
      case "assign":
        return (
          rule.conditions.is_assigned === false && action.to !== "round_robin" && action.to !== "least_busy"
        );
      default:
        return false;
    }
  });
}
