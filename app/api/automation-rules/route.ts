import { addRule } from "@/lib/automation/change-rules";
import { listRules } from "@/lib/automation/read-rules";
import { route } from "@/lib/http/route";
import { addRule as addEndpoint, listRules as listEndpoint } from "@/lib/wire/automation";

export const GET = route(listEndpoint, () => listRules());

export const POST = route(addEndpoint, async ({ actor, body }) => ({
  rule: await addRule({ actor, given: body }),
}));
