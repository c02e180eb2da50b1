import { countChats } from "@/lib/chats/count";
import { route } from "@/lib/http/route";
import { countChats as countEndpoint } from "@/lib/wire/chats";

export const GET = route(countEndpoint, async ({ actor }) => ({ counts: await countChats(actor) }));
