import { z } from "zod";

/** One request to the product's own API as the demo's admin. */
export type Ask = (path: string, method: "GET" | "POST" | "PATCH", body?: unknown) => Promise<Response>;

/** Colleagues of the demo's admin; they sign in with the same password. */
export const demoColleagues = [
  { name: "Анна Смирнова", email: "anna@prilavok.local" },
  { name: "Борис Котов", email: "boris@prilavok.local" },
] as const;

const tags = [
  { name: "Возврат", color: "red" },
  { name: "Доставка", color: "blue" },
  { name: "Размер", color: "violet" },
  { name: "Благодарность", color: "green" },
] as const;

const cannedReplies = [
  {
    shortcut: "привет",
    title: "Приветствие",
    text: "Здравствуйте, {{buyer_name}}! Спасибо, что написали. Сейчас посмотрю ваш заказ {{order_number}} и вернусь с ответом.",
  },
  {
    shortcut: "где",
    title: "Где заказ",
    text: "Заказ {{order_number}} уже в пути. Трек-номер {{tracking}}: по нему видно, где посылка. Если дата сдвинется, напишем сами.",
  },
  {
    shortcut: "возврат",
    title: "Как вернуть",
    text: "Вернуть можно в личном кабинете Ozon: «Заказы» → «{{product}}» → «Вернуть товар». Приложите, пожалуйста, фото, так решат быстрее.",
  },
  {
    shortcut: "размер",
    title: "Подбор размера",
    text: "Подскажите, пожалуйста, ваш рост и обхват груди, и мы подберём размер по нашей таблице.",
  },
  {
    shortcut: "брак",
    title: "Пришёл брак",
    text: "Очень жаль, что так вышло. Пришлите, пожалуйста, фото упаковки и самого товара: заменим или вернём деньги, как вам удобнее.",
  },
  {
    shortcut: "спасибо",
    title: "Благодарим",
    text: "Спасибо за тёплые слова! Передам всей команде. Хорошего дня!",
  },
] as const;

const rules = [
  {
    name: "Пишут о возврате",
    is_enabled: true,
    trigger: "new_message",
    conditions: { words: ["возврат", "вернуть", "брак", "сломан"] },
    actions: [{ do: "tag", tag: "Возврат" }],
  },
  {
    name: "Спрашивают о доставке",
    is_enabled: true,
    trigger: "new_message",
    conditions: { words: ["доставка", "когда придёт", "где заказ", "трек"] },
    actions: [{ do: "tag", tag: "Доставка" }],
  },
] as const;

const named = z.object({ items: z.array(z.object({ name: z.string() })) });
const withShortcut = z.object({ items: z.array(z.object({ shortcut: z.string() })) });
const withEmail = z.object({ items: z.array(z.object({ email: z.string() })) });
const withId = z.object({ items: z.array(z.object({ id: z.string() })) });

/** Sets the demo's desk up as a team would have it after a week: colleagues, tags, texts, rules. What is there stays. */
export async function setUpDesk(ask: Ask, password: string): Promise<void> {
  await addColleagues(ask, password);
  await addMissing(ask, "/api/tags", tags, await namesAt(ask, "/api/tags"));
  const shortcuts = withShortcut.parse(await (await ask("/api/canned-replies", "GET")).json()).items;
  const known = new Set(shortcuts.map((item) => item.shortcut));
  for (const reply of cannedReplies) {
    if (!known.has(reply.shortcut)) await must(ask("/api/canned-replies", "POST", reply));
  }
  await addMissing(ask, "/api/automation-rules", rules, await namesAt(ask, "/api/automation-rules"));
  const views = [{ name: "Возвраты", filters: { status: "open", tag: "Возврат" }, is_shared: true }];
  await addMissing(ask, "/api/views", views, await namesAt(ask, "/api/views"));
}

async function addColleagues(ask: Ask, password: string): Promise<void> {
  const sellers = withId.parse(await (await ask("/api/sellers?limit=100", "GET")).json()).items;
  const people = withEmail.parse(await (await ask("/api/users?limit=100", "GET")).json()).items;
  for (const { name, email } of demoColleagues) {
    if (people.some((person) => person.email === email)) continue;
    const seller_ids = sellers.map((seller) => seller.id);
    await must(ask("/api/users", "POST", { name, email, password, role: "operator", seller_ids }));
  }
}

async function namesAt(ask: Ask, path: string): Promise<Set<string>> {
  return new Set(named.parse(await (await ask(path, "GET")).json()).items.map((item) => item.name));
}

async function addMissing(
  ask: Ask,
  path: string,
  wanted: readonly { readonly name: string }[],
  known: ReadonlySet<string>,
): Promise<void> {
  for (const item of wanted) if (!known.has(item.name)) await must(ask(path, "POST", item));
}

async function must(answer: Promise<Response>): Promise<void> {
  const response = await answer;
  // Taken already, under a name that differs only by its case: as good as ours.
  if (!response.ok && response.status !== 409)
    throw new Error(`the demo's desk was refused: ${response.status} ${await response.text()}`);
}
