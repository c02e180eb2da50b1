import { addView } from "@/lib/desk/add-view";
import { listViews } from "@/lib/desk/list-views";
import { route } from "@/lib/http/route";
import { addView as addEndpoint, listViews as listEndpoint } from "@/lib/wire/desk";

export const GET = route(listEndpoint, async ({ actor }) => ({ items: await listViews(actor) }));

export const POST = route(addEndpoint, async ({ actor, body }) => ({
  view: await addView({ actor, given: body }),
}));
