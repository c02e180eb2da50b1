import { searchInChat } from "@/lib/chats/search-in-chat";
import { route } from "@/lib/http/route";
import { searchInChat as searchEndpoint } from "@/lib/wire/search";

export const GET = route(searchEndpoint, ({ actor, params, query }) =>
  searchInChat({ actor, chatId: params.id, q: query.q }),
);
