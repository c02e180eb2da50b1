import { countDesk } from "@/lib/desk/count-desk";
import { route } from "@/lib/http/route";
import { countChats } from "@/lib/wire/chats";

export const GET = route(countChats, async ({ actor }) => ({ counts: await countDesk(actor) }));
