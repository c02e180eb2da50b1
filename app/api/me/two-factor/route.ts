import { beginTwoFactor } from "@/lib/auth/two-factor";
import { route } from "@/lib/http/route";
import { beginTwoFactor as endpoint } from "@/lib/wire/account";

export const POST = route(endpoint, ({ actor, body }) => beginTwoFactor({ actor, password: body.password }));
