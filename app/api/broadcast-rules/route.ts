import { changeBroadcastRules, readBroadcastRules } from "@/lib/broadcasts/change-rules";
import { route } from "@/lib/http/route";
import { changeBroadcastRules as changeEndpoint, getBroadcastRules } from "@/lib/wire/broadcast-rules";

export const GET = route(getBroadcastRules, async () => ({ rules: await readBroadcastRules() }));

export const PUT = route(changeEndpoint, async ({ actor, body }) => ({
  rules: await changeBroadcastRules({ actor, rules: body }),
}));
