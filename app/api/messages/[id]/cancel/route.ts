import { cancelMessage } from "@/lib/chats/cancel";
import { route } from "@/lib/http/route";
import { cancelMessage as cancelEndpoint } from "@/lib/wire/messages";

export const POST = route(cancelEndpoint, async ({ actor, params }) => ({
  message: await cancelMessage({ actor, messageId: params.id }),
}));
