import { renewRecoveryCodes } from "@/lib/auth/two-factor";
import { route } from "@/lib/http/route";
import { renewRecoveryCodes as endpoint } from "@/lib/wire/account";

export const POST = route(endpoint, async ({ actor, body }) => ({
  recovery_codes: await renewRecoveryCodes({ actor, password: body.password }),
}));
