import { route } from "@/lib/http/route";
import { resetTwoFactor } from "@/lib/team/reset-two-factor";
import { resetUserTwoFactor } from "@/lib/wire/users";

export const DELETE = route(resetUserTwoFactor, async ({ actor, params }) => {
  await resetTwoFactor({ actor, userId: params.id });
  return null;
});
