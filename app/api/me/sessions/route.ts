import { endOtherSessions, listOwnSessions } from "@/lib/auth/own-sessions";
import { route } from "@/lib/http/route";
import { endMyOtherSessions, listMySessions } from "@/lib/wire/account";

export const GET = route(listMySessions, async ({ actor }) => ({ items: await listOwnSessions(actor) }));
export const DELETE = route(endMyOtherSessions, async ({ actor }) => {
  await endOtherSessions(actor);
  return null;
});
