import { listMessages } from "@/lib/chats/read";
import { queueReply } from "@/lib/chats/send";
import { route } from "@/lib/http/route";
import { listMessages as listEndpoint, sendMessage } from "@/lib/wire/messages";

export const GET = route(listEndpoint, ({ actor, params, query }) =>
  listMessages({ actor, chatId: params.id, ...query }),
);

export const POST = route(sendMessage, async ({ actor, params, body }) => ({
  message: await queueReply({ actor, chatId: params.id, text: body.text, clientId: body.client_id }),
}));
