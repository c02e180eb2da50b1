import type { Actor } from "../access/actor";
import { requireChat } from "../chats/read";
import type { FilledText } from "../wire/broadcasts";
import { moderationOf } from "./look-at-texts";
import { toSample } from "./preview";
import { requireKnownVariables } from "./terms";
import { readTextValues, valuesKey } from "./text-values";

/** What a template says to one buyer. Throws `not_found`, `template_unknown_variable`. */
export async function fillForChat(input: {
  actor: Actor;
  template: string;
  chatId: string;
}): Promise<{ sample: FilledText; moderation: string[] }> {
  const { actor, template } = input;
  const chat = await requireChat(actor, input.chatId);
  requireKnownVariables([{ template }]);
  const { id: chatId, sellerId, buyerName } = chat;
  const values = await readTextValues({ sellerId, recipients: [{ chatId, postingNumber: null }] });
  const known = values.get(valuesKey(chatId, null)) ?? {};
  const sample = toSample({ chatId, buyerName, variant: "A", template, values: known });
  const kindsIn = await moderationOf(chat.seller.marketplace);
  return { sample, moderation: [...kindsIn(sample.text)] };
}
