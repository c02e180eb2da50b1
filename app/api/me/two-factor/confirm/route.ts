import { confirmTwoFactor } from "@/lib/auth/two-factor";
import { route } from "@/lib/http/route";
import { confirmTwoFactor as endpoint } from "@/lib/wire/account";

export const POST = route(endpoint, async ({ actor, body }) => {
  await confirmTwoFactor({ actor, code: body.code });
  return null;
});
