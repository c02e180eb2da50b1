import { handOver } from "@/lib/chats/hand-over";
import { route } from "@/lib/http/route";
import { handOver as handOverEndpoint } from "@/lib/wire/notes";

export const POST = route(handOverEndpoint, async ({ actor, params, body }) => ({
  note: await handOver({ actor, chatId: params.id, assigneeId: body.assignee_id, text: body.text }),
}));
