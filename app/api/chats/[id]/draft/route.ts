import { getDraft, keepDraft } from "@/lib/chats/drafts";
import { route } from "@/lib/http/route";
import { getDraft as getEndpoint, keepDraft as keepEndpoint } from "@/lib/wire/chats";

export const GET = route(getEndpoint, async ({ actor, params }) => ({
  draft: await getDraft({ actor, chatId: params.id }),
}));

export const PUT = route(keepEndpoint, async ({ actor, params, body }) => ({
  draft: await keepDraft({ actor, chatId: params.id, text: body.text }),
}));
