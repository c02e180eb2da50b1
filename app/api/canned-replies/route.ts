import { addCannedReply } from "@/lib/desk/add-canned-reply";
import { listCannedReplies } from "@/lib/desk/list-canned-replies";
import { route } from "@/lib/http/route";
import { addCannedReply as addEndpoint, listCannedReplies as listEndpoint } from "@/lib/wire/desk";

export const GET = route(listEndpoint, async ({ actor }) => ({ items: await listCannedReplies(actor) }));

export const POST = route(addEndpoint, async ({ actor, body }) => ({
  canned_reply: await addCannedReply({ actor, given: body }),
}));
