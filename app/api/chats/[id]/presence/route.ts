import { showPresence } from "@/lib/chats/presence";
import { route } from "@/lib/http/route";
import { showPresence as showEndpoint } from "@/lib/wire/team";

export const PUT = route(showEndpoint, async ({ actor, params, body }) => ({
  presence: await showPresence({ actor, chatId: params.id, state: body.state }),
}));
