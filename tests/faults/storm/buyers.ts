import { setTimeout as pause } from "node:timers/promises";
import type { SandboxClient } from "../../../sandbox/client";
import type { SayInput } from "../../../sandbox/control-protocol";
import type { Dice } from "./dice";
import type { Shop } from "./shops";

const MOST_AT_ONCE = 3;

/** Lets the buyers of all shops write what their plans say, spread over `forMs`. Resolves when all is said. */
export async function letBuyersWrite(
  shops: readonly Shop[],
  { sandbox, dice, forMs }: { sandbox: SandboxClient; dice: Dice; forMs: number },
): Promise<void> {
  await Promise.all(shops.map((shop) => writeFor(shop, sandbox, dice, forMs)));
}

async function writeFor(shop: Shop, sandbox: SandboxClient, dice: Dice, forMs: number): Promise<void> {
  // The past that every chat has from the start counts as well.
  const count = shop.plan.messages - shop.chatIds.length;
  const beganAt = Date.now();
  for (let said = 0; said < count; ) {
    const texts = Array.from(
      { length: Math.min(dice.whole(1, MOST_AT_ONCE + 1), count - said) },
      (_, index) => textOf(shop, said + index, dice),
    );
    await sandbox.say({ client_id: shop.clientId, texts, ...mannerOf(shop, dice) });
    said += texts.length;
    const aheadMs = (said / count) * forMs - (Date.now() - beganAt);
    if (aheadMs > 0) await pause(aheadMs);
  }
}

function textOf(shop: Shop, number: number, dice: Dice): string {
  const words = dice.pick([
    "Где мой заказ?",
    "Когда привезёте?",
    "Размер подойдёт?",
    "Спасибо 🙏",
    "<b>?</b>",
  ]);
  return `${words} (${shop.clientId}/${number})`;
}

/** In which chat, and whether it shows late, with an early bell, or all at one instant. */
function mannerOf(shop: Shop, dice: Dice): Partial<SayInput> {
  const chat = dice.between(0, 1) < 0.02 ? {} : { chat_id: dice.pick(shop.chatIds) };
  const manner = dice.between(0, 1);
  if (manner < 0.03) return { ...chat, visible_after_ms: dice.whole(200, 4_000), id_order: "created" };
  if (manner < 0.05) return { ...chat, visible_after_ms: dice.whole(200, 4_000), early_webhook: true };
  if (manner < 0.1) return { ...chat, step_ms: 0 };
  return chat;
}
