import { route } from "@/lib/http/route";
import { readChatOrders } from "@/lib/orders/chat-orders";
import { getChatOrders } from "@/lib/wire/orders";

export const GET = route(getChatOrders, ({ actor, params }) => readChatOrders({ actor, chatId: params.id }));
