import { retryMessage } from "@/lib/chats/send";
import { route } from "@/lib/http/route";
import { retryMessage as retryEndpoint } from "@/lib/wire/messages";

export const POST = route(retryEndpoint, async ({ actor, params }) => ({
  message: await retryMessage({ actor, messageId: params.id }),
}));
