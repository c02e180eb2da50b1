import { route } from "@/lib/http/route";
import { changeUser } from "@/lib/team/change-user";
import { changeUser as endpoint } from "@/lib/wire/users";

export const PATCH = route(endpoint, async ({ actor, params, body }) => ({
  user: await changeUser({ actor, userId: params.id, change: body }),
}));
