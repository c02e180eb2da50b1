import { addOptOut, liftOptOut } from "@/lib/chats/opt-outs";
import { route } from "@/lib/http/route";
import { addOptOut as addEndpoint, liftOptOut as liftEndpoint } from "@/lib/wire/opt-outs";

export const POST = route(addEndpoint, async ({ actor, params }) => ({
  opt_out: await addOptOut({ actor, chatId: params.id }),
}));

export const DELETE = route(liftEndpoint, async ({ actor, params }) => ({
  opt_out: await liftOptOut({ actor, chatId: params.id }),
}));
