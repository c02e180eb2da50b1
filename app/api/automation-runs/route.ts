import { listRuns } from "@/lib/automation/list-runs";
import { route } from "@/lib/http/route";
import { listRuleRuns } from "@/lib/wire/automation";

export const GET = route(listRuleRuns, ({ actor, query }) =>
  listRuns({ actor, limit: query.limit, cursor: query.cursor, ruleId: query.rule_id }),
);
