import { addTag } from "@/lib/desk/add-tag";
import { listTags } from "@/lib/desk/list-tags";
import { route } from "@/lib/http/route";
import { addTag as addEndpoint, listTags as listEndpoint } from "@/lib/wire/desk";

export const GET = route(listEndpoint, async () => ({ items: await listTags() }));

export const POST = route(addEndpoint, async ({ actor, body }) => ({
  tag: await addTag({ actor, given: body }),
}));
