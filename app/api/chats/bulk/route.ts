import { changeChats } from "@/lib/chats/change-chats";
import { route } from "@/lib/http/route";
import { changeChats as changeEndpoint } from "@/lib/wire/chats";

export const POST = route(changeEndpoint, ({ actor, body }) => changeChats({ actor, change: body }));
