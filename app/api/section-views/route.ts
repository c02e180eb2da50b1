import { addSectionView, listSectionViews } from "@/lib/desk/section-views";
import { route } from "@/lib/http/route";
import { createSectionView, listSectionViews as listEndpoint } from "@/lib/wire/section-views";

export const GET = route(listEndpoint, async ({ actor, query }) => ({
  items: await listSectionViews({ actor, section: query.section }),
}));

export const POST = route(createSectionView, async ({ actor, body }) => ({
  view: await addSectionView({ actor, given: body }),
}));
