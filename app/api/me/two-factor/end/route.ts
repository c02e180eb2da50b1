import { endTwoFactor } from "@/lib/auth/two-factor";
import { route } from "@/lib/http/route";
import { endTwoFactor as endpoint } from "@/lib/wire/account";

export const POST = route(endpoint, async ({ actor, body }) => {
  await endTwoFactor({ actor, password: body.password });
  return null;
});
