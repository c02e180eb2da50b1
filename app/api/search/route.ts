import { searchMessages } from "@/lib/chats/search-messages";
import { route } from "@/lib/http/route";
import { searchMessages as searchEndpoint } from "@/lib/wire/search";

export const GET = route(searchEndpoint, ({ actor, query }) => {
  const { limit, cursor, ...filters } = query;
  return searchMessages({ actor, filters, limit, cursor });
});
