import { markChatRead } from "@/lib/chats/change-chat";
import { route } from "@/lib/http/route";
import { markChatRead as readEndpoint } from "@/lib/wire/chats";

export const POST = route(readEndpoint, async ({ actor, params }) => {
  await markChatRead({ actor, chatId: params.id });
  return null;
});
