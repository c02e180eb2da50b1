import { route } from "@/lib/http/route";
import { toWireUser } from "@/lib/team/read";
import { getMe } from "@/lib/wire/users";

export const GET = route(getMe, async ({ actor }) => ({ user: await toWireUser(actor.userId) }));
