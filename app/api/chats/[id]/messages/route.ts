import { listMessages } from "@/lib/chats/list-messages";
import { clientIdOfKey, queueReply } from "@/lib/chats/send";
import { route } from "@/lib/http/route";
import { listMessages as listEndpoint, sendMessage } from "@/lib/wire/messages";

export const GET = route(listEndpoint, ({ actor, params, query }) =>
  listMessages({ actor, chatId: params.id, ...query }),
);

export const POST = route(sendMessage, async ({ actor, params, body, idempotencyKey }) => {
  const clientId = body.client_id ?? clientIdOfKey(idempotencyKey, body.text);
  const { text, delay_seconds: delaySeconds } = body;
  return { message: await queueReply({ actor, chatId: params.id, text, clientId, delaySeconds }) };
});
