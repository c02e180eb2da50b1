import { changeChat } from "@/lib/chats/change-chat";
import { getChat } from "@/lib/chats/read";
import { route } from "@/lib/http/route";
import { changeChat as changeEndpoint, getChat as getEndpoint } from "@/lib/wire/chats";

export const GET = route(getEndpoint, async ({ actor, params }) => ({
  chat: await getChat({ actor, chatId: params.id }),
}));

export const PATCH = route(changeEndpoint, async ({ actor, params, body }) => ({
  chat: await changeChat({ actor, chatId: params.id, change: body }),
}));
