import { publicRoute } from "@/lib/http/route";
import { setUpFirstAdmin } from "@/lib/team/add-user";
import { countUsers } from "@/lib/team/read";
import { getSetUp, setUp } from "@/lib/wire/users";

export const GET = publicRoute(getSetUp, async () => ({ is_needed: (await countUsers()) === 0 }));
export const POST = publicRoute(setUp, async ({ body }) => ({ user: await setUpFirstAdmin(body) }));
