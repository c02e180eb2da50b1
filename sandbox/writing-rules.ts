import { type Account, type Chat, isBuyerChat } from "./model";
import { GRPC, Refusal } from "./refusal";

const HOUR_MS = 3_600_000;
const AFTER_BUYER_MS = 48 * HOUR_MS; // research 2.8
const AFTER_DELIVERY_MS = 72 * HOUR_MS;

// In this order: an address of a mailbox also looks like a link.
const PROHIBITED: [string, RegExp][] = [
  ["email", /[\w.+-]+@[\w-]+\.[\w.]{2,}/u],
  [
    "social network",
    /\b(?:t\.me|vk\.com|instagram|telegram|whatsapp|viber)\b|телеграм|вконтакте|инстаграм|в[ао]тсап/iu,
  ],
  [
    "link",
    /https?:\/\/(?!(?:www\.)?ozon\.ru\b)\S+|\bwww\.(?!ozon\.ru)\S+|\b(?!ozon\.ru)[a-z0-9-]+\.(?:ru|com|net|org)\b/iu,
  ],
  ["phone number", /(?:\+7|\b8)[\s(-]*\d{3}[\s)-]*\d{3}[\s-]*\d{2}[\s-]*\d{2}\b/u],
];

/** What Ozon's moderation finds in a text, in its own words, or null. */
export function findProhibited(text: string): string | null {
  return PROHIBITED.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}

/** Until when the seller may write (ms), null for no deadline: v1 knows none, a running FBS order neither. */
export function writableUntil(account: Account, chat: Chat): number | null {
  if (account.dialect === "v1" || !isBuyerChat(chat)) return null;
  const afterBuyer = chat.lastBuyerMs + AFTER_BUYER_MS;
  const order = chat.order;
  if (order === null || order.scheme === "fbo") return afterBuyer;
  if (order.status === "cancelled") return afterBuyer;
  if (order.deliveredMs === null) return null;
  return Math.max(afterBuyer, order.deliveredMs + AFTER_DELIVERY_MS);
}

/** Throws the refusal a seller gets who may not write this text into this chat. */
export function requireWritable(account: Account, chat: Chat, text: string | null, nowMs: number): void {
  if (chat.disabled) throw refuseWriting(account, "Chat is disabled");
  if (chat.status === "closed") {
    throw refuseWriting(
      account,
      account.dialect === "v1" ? "Chat is closed" : "Chat is closed, sending is disabled",
    );
  }
  const until = writableUntil(account, chat);
  if (until !== null && nowMs > until) {
    throw refuseWriting(account, "Sending messages is not permitted: access period has expired");
  }
  const found = text === null ? null : findProhibited(text);
  if (found !== null) throw new Refusal(400, 400, `Message contains prohibited content: ${found}`);
}

function refuseWriting(account: Account, message: string): Refusal {
  return new Refusal(account.dialect === "v1" ? 400 : 403, GRPC.permissionDenied, message);
}

/** Throws production's 403 code 7 for a seller without Premium Plus. */
export function requirePremiumPlus(account: Account, chat: Chat | null): void {
  if (account.premiumPlus || (chat !== null && !isBuyerChat(chat))) return;
  const message = "Information is available starting from the premium plus subscription.";
  throw new Refusal(403, GRPC.permissionDenied, message);
}
