import { previewBroadcast } from "@/lib/broadcasts/preview";
import { route } from "@/lib/http/route";
import { previewBroadcast as previewEndpoint } from "@/lib/wire/broadcasts";

export const POST = route(previewEndpoint, ({ actor, body }) => previewBroadcast({ actor, given: body }));
