import { route } from "@/lib/http/route";
import { changePreferences, getPreferences } from "@/lib/team/preferences";
import { changePreferences as changeEndpoint, getPreferences as getEndpoint } from "@/lib/wire/preferences";

export const GET = route(getEndpoint, async ({ actor }) => ({ preferences: await getPreferences(actor) }));

export const PATCH = route(changeEndpoint, async ({ actor, body }) => ({
  preferences: await changePreferences({ actor, change: body }),
}));
