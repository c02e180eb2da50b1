import { route } from "@/lib/http/route";
import { setAvailability } from "@/lib/team/availability";
import { setAvailability as setEndpoint } from "@/lib/wire/team";

export const PUT = route(setEndpoint, async ({ actor, body }) => ({
  colleague: await setAvailability({ actor, availability: body.availability }),
}));
