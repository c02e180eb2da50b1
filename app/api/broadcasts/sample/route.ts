import { fillForChat } from "@/lib/broadcasts/sample";
import { route } from "@/lib/http/route";
import { fillForChat as fillEndpoint } from "@/lib/wire/broadcasts";

export const POST = route(fillEndpoint, ({ actor, body }) =>
  fillForChat({ actor, template: body.template, chatId: body.chat_id }),
);
