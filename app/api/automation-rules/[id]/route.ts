import { changeRule, removeRule } from "@/lib/automation/change-rules";
import { route } from "@/lib/http/route";
import { changeRule as changeEndpoint, removeRule as removeEndpoint } from "@/lib/wire/automation";

export const PATCH = route(changeEndpoint, async ({ actor, params, body }) => ({
  rule: await changeRule({ actor, ruleId: params.id, change: body }),
}));

export const DELETE = route(removeEndpoint, async ({ actor, params }) => {
  await removeRule({ actor, ruleId: params.id });
  return null;
});
