import { route } from "@/lib/http/route";
import { changeOrderRules, readOrderRules } from "@/lib/orders/rules";
import { changeOrderRules as changeEndpoint, getOrderRules } from "@/lib/wire/order-acts";

export const GET = route(getOrderRules, async () => ({ rules: await readOrderRules() }));

export const PUT = route(changeEndpoint, async ({ actor, body }) => ({
  rules: await changeOrderRules({ actor, rules: body }),
}));
