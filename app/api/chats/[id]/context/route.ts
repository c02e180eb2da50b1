import { readContext } from "@/lib/chats/context";
import { route } from "@/lib/http/route";
import { getChatContext } from "@/lib/wire/chats";

export const GET = route(getChatContext, ({ actor, params }) => readContext({ actor, chatId: params.id }));
