import { addNote, listNotes } from "@/lib/chats/notes";
import { route } from "@/lib/http/route";
import { addNote as addEndpoint, listNotes as listEndpoint } from "@/lib/wire/notes";

export const GET = route(listEndpoint, ({ actor, params, query }) =>
  listNotes({ actor, chatId: params.id, ...query }),
);

export const POST = route(addEndpoint, async ({ actor, params, body }) => ({
  note: await addNote({ actor, chatId: params.id, ...body }),
}));
