import { route } from "@/lib/http/route";
import { changeSecurityRules } from "@/lib/team/change-security-rules";
import { readSecurityRules } from "@/lib/team/security-rules";
import { changeSecurityRules as changeEndpoint, getSecurityRules } from "@/lib/wire/account";

export const GET = route(getSecurityRules, async () => ({ rules: await readSecurityRules() }));
export const PUT = route(changeEndpoint, async ({ actor, body }) => ({
  rules: await changeSecurityRules({ actor, rules: body }),
}));
