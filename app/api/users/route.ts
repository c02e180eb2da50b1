import { route } from "@/lib/http/route";
import { addUser } from "@/lib/team/add-user";
import { listUsers } from "@/lib/team/read";
import { addUser as addUserEndpoint, listUsers as listUsersEndpoint } from "@/lib/wire/users";

export const GET = route(listUsersEndpoint, ({ query }) => listUsers(query));
export const POST = route(addUserEndpoint, async ({ actor, body }) => ({
  user: await addUser({ actor, given: body }),
}));
