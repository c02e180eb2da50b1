import { listChats } from "@/lib/chats/list";
import { route } from "@/lib/http/route";
import { listChats as listEndpoint } from "@/lib/wire/chats";

export const GET = route(listEndpoint, ({ actor, query }) => {
  const { limit, cursor, sort, ...filters } = query;
  return listChats({ actor, filters, sort, limit, cursor });
});
