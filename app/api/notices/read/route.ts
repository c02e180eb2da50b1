import { route } from "@/lib/http/route";
import { markNoticesRead } from "@/lib/team/read-notices";
import { markNoticesRead as markEndpoint } from "@/lib/wire/notices";

export const POST = route(markEndpoint, async ({ actor, body }) => {
  await markNoticesRead({ actor, ids: body.ids });
  return null;
});
