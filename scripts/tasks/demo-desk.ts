import { z } from "zod";

/** One request to the product's own API as the demo's admin. */
export type Ask = (path: string, method: "GET" | "POST" | "PATCH", body?: unknown) => Promise<Response>;

/** Who the demo's admin is, once they are more than an address. */
const demoAdminName = "Мария Ковалёва";

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

const tagWords = [
  ["Возврат", /верн(?:уть|ём)|возврат|брак|отклеи|не подош/i],
  ["Доставка", /доставк|посылк|трек|заказ \d|пункт/i],
  ["Размер", /размер|маломер|стопа/i],
  ["Благодарность", /и вам спасибо|рады помочь/i],
] as const;

// Both shops' chats are there: each opens with eight that wait.
const ENOUGH_CHATS = 14;
const ATTEMPTS = 20;
const PAUSE_MS = 500;
const SNOOZE_MS = 3 * 60 * 60 * 1000;

const named = z.object({ items: z.array(z.object({ name: z.string() })) });
const withShortcut = z.object({ items: z.array(z.object({ shortcut: z.string() })) });
const withEmail = z.object({ items: z.array(z.object({ email: z.string() })) });
const withChats = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      assignee_id: z.string().nullable(),
      tags: z.array(z.string()),
      last_message_preview: z.string().nullable(),
    }),
  ),
});
const withPeople = z.object({ items: z.array(z.object({ id: z.string(), email: z.string() })) });
const withMe = z.object({ user: z.object({ id: z.string(), name: z.string(), email: z.string() }) });
const withId = z.object({ items: z.array(z.object({ id: z.string() })) });

/** Sets the demo's desk up as a team would have it after a week: colleagues, tags, texts, rules. What is there stays. */
export async function setUpDesk(ask: Ask, password: string): Promise<void> {
  await nameAdmin(ask);
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
  await shareChats(ask);
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

/** A bare address as a name is what the first start makes of the settings. */
async function nameAdmin(ask: Ask): Promise<void> {
  const { user } = withMe.parse(await (await ask("/api/me", "GET")).json());
  if (user.name !== user.email.split("@")[0]) return;
  await must(ask(`/api/users/${user.id}`, "PATCH", { name: demoAdminName }));
}

/**
 * Gives some of the waiting chats to somebody, tags some and puts one off, as at a desk where people already work.
 * Only once; a history that takes its time to load is not waited for.
 */
async function shareChats(ask: Ask): Promise<void> {
  const chats = await waitingChats(ask);
  if (chats.length < ENOUGH_CHATS || chats.some((chat) => chat.assignee_id !== null)) return;
  const { user } = withMe.parse(await (await ask("/api/me", "GET")).json());
  const people = withPeople.parse(await (await ask("/api/users?limit=100", "GET")).json()).items;
  const colleagues = demoColleagues.flatMap(
    ({ email }) => people.find((person) => person.email === email)?.id ?? [],
  );
  for (const [place, assignee_id] of [user.id, ...colleagues].entries()) {
    // Every fifth chat is one's own; what is left over is free to take.
    const chat_ids = chats.filter((_, index) => index % 5 === place + 1).map(({ id }) => id);
    if (chat_ids.length > 0) await must(ask("/api/chats/bulk", "POST", { chat_ids, assignee_id }));
  }
  const open = withChats.parse(await (await ask("/api/chats?limit=100", "GET")).json()).items;
  for (const [tag, words] of tagWords) {
    const about = open.filter(({ last_message_preview: text }) => text !== null && words.test(text));
    const chat_ids = about.map(({ id }) => id);
    if (chat_ids.length > 0) await must(ask("/api/chats/bulk", "POST", { chat_ids, add_tags: [tag] }));
  }
  const later = chats.at(-1);
  if (later === undefined) return;
  const snoozed_until = new Date(Date.now() + SNOOZE_MS).toISOString();
  await must(ask("/api/chats/bulk", "POST", { chat_ids: [later.id], assignee_id: user.id, snoozed_until }));
}

async function waitingChats(ask: Ask): Promise<z.infer<typeof withChats>["items"]> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await ask("/api/chats?waiting=true&sort=deadline&limit=50", "GET");
    const { items } = withChats.parse(await answer.json());
    if (items.length >= ENOUGH_CHATS || attempt === ATTEMPTS) return items;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
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
