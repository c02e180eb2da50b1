import { route } from "@/lib/http/route";
import { changeCapacity } from "@/lib/team/capacity";
import { changeCapacity as changeEndpoint } from "@/lib/wire/team";

export const PATCH = route(changeEndpoint, async ({ actor, params, body }) => ({
  colleague: await changeCapacity({ actor, userId: params.id, capacity: body.capacity }),
}));
