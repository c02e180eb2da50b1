import { endOwnSession } from "@/lib/auth/own-sessions";
import { route } from "@/lib/http/route";
import { endMySession } from "@/lib/wire/account";

export const DELETE = route(endMySession, async ({ actor, params }) => {
  await endOwnSession({ actor, sessionId: params.id });
  return null;
});
