import { type Browser, chromium, type Page } from "@playwright/test";
import { type DeskProbe, installProbe } from "./desk-probe";
import { type Figure, factLine, goalLine, type Line } from "./figure";
import { fillChats } from "./fill-chats";
import { describeLatencies, latenciesOf, toMs, valuesOf } from "./latencies";
import { openLoop } from "./open-loop";
import { connectSellers } from "./sellers";
import { ADMIN, inWorld, type World } from "./world";

const CHATS = 10_000;
const MESSAGES = 100_000;
const ARRIVING_PER_SECOND = 20;
/** As for the browser tests: small machines and root need these. */
const BROWSER_ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"];
/** A person reads a moment before the next key. */
const PAUSE_BETWEEN_CHATS_MS = 350;
const PAUSE_BETWEEN_LETTERS_MS = 70;
/** Latin: only letters of the driver's own keyboard are pressed as keys, and what is painted costs the same. */
const TYPED = "Good morning! We looked at your order: it will be at the pick-up point tomorrow. ".repeat(3);

export const desk: Figure = {
  name: "desk",
  title: `The desk in a real browser, ${CHATS.toLocaleString("en-US")} chats`,
  run: (stage) => inWorld(stage, "bench_desk", measure),
};

async function measure(world: World): Promise<Line[]> {
  await fillChats(world.sql, { sellers: 12, chats: CHATS, messages: MESSAGES });
  const web = await world.startWeb();
  await world.startWorkers();
  const api = await world.signInAdmin(web);
  const [arriving] = await connectSellers(world, { api, count: 1, webhookMode: () => "push" });
  await world.sandbox.setWebhook(arriving?.clientId ?? "", { url: `${web.url}${arriving?.webhookPath}` });
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH, args: BROWSER_ARGS });
  try {
    const page = await openDesk(browser, web.url);
    return [
      await measureSignIn(browser, web.url),
      await measureSwitching(page),
      ...(await measureScrolling(page)),
      ...(await measureTyping(page, world, arriving?.clientId ?? "")),
    ];
  } finally {
    await browser.close();
  }
}

async function openDesk(browser: Browser, baseURL: string): Promise<Page> {
  const context = await browser.newContext({ baseURL, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await installProbe(page);
  await page.goto("/sign-in");
  await signIn(page);
  await page.goto("/inbox/open");
  await page.locator("[data-chat]").first().waitFor();
  return page;
}

async function signIn(page: Page): Promise<void> {
  await page.locator("input[type=email]").fill(ADMIN.email);
  await page.locator("input[name=password], input[type=password]").fill(ADMIN.password);
  await page.locator("button[type=submit]").click();
  await page.locator("[data-chat]").first().waitFor();
}

/** From the click on "sign in", with empty caches, to rows that a person can click: the list is drawn by the running page. */
async function measureSignIn(browser: Browser, baseURL: string): Promise<Line> {
  const durations: number[] = [];
  for (let time = 0; time < 6; time++) {
    const context = await browser.newContext({ baseURL, viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.goto("/sign-in");
    await page.locator("input[type=email]").fill(ADMIN.email);
    await page.locator("input[name=password], input[type=password]").fill(ADMIN.password);
    const startedAt = performance.now();
    await page.locator("button[type=submit]").click();
    await page.locator("[data-chat]").first().waitFor();
    durations.push(performance.now() - startedAt);
    await context.close();
  }
  const latencies = latenciesOf(durations);
  return goalLine({
    what: "inbox interactive after the click on signing in, empty cache",
    goal: "<= 1.5 s",
    measured: describeLatencies(latencies),
    isMet: latencies.max <= 1_500,
    values: valuesOf(latencies),
  });
}

/** From the key to the last message's text on screen, chat after chat, each opened for the first time. */
async function measureSwitching(page: Page): Promise<Line> {
  await page.locator("[data-chat]").first().click();
  await page.locator("[data-message]").last().waitFor();
  await page.waitForTimeout(1_000);
  const durations: number[] = [];
  for (let chat = 0; chat < 120; chat++) {
    const before = await page.evaluate(() => probe().switches.length);
    await page.keyboard.press("j");
    await page.waitForFunction((count) => probe().switches.length > count, before, {
      polling: 50,
      timeout: 5_000,
    });
    await page.waitForTimeout(PAUSE_BETWEEN_CHATS_MS);
  }
  durations.push(...(await page.evaluate(() => probe().switches)));
  const latencies = latenciesOf(durations);
  return goalLine({
    what: "switching chats, from the key J to the text on screen",
    goal: "p95 <= 100 ms",
    measured: describeLatencies(latencies),
    isMet: latencies.p95 <= 100,
    values: valuesOf(latencies),
  });
}

/** The wheel turns fast through the list; frames are timed by the browser's own frame clock. */
async function measureScrolling(page: Page): Promise<Line[]> {
  const box = await page.locator("[data-chat]").first().boundingBox();
  await page.mouse.move((box?.x ?? 0) + 40, 400);
  await page.evaluate(() => probe().startFrames());
  for (let turn = 0; turn < 200; turn++) {
    await page.mouse.wheel(0, 240);
    await page.waitForTimeout(16);
  }
  const frames = await page.evaluate(() => probe().stopFrames());
  const latencies = latenciesOf(frames);
  const long = frames.filter((frame) => frame > 50).length;
  return [
    goalLine({
      what: "frames over 50 ms while the list scrolls",
      goal: "0",
      measured: `${long} of ${frames.length}, worst ${toMs(latencies.max)} ms`,
      isMet: long === 0,
      values: { ...valuesOf(latencies), over_50_ms: long },
    }),
  ];
}

/** Key to next paint while messages arrive (Event Timing tells durations from 16 ms on; shorter ones count as 16). */
async function measureTyping(page: Page, world: World, clientId: string): Promise<Line[]> {
  await page.goto("/inbox/open");
  await page.locator("[data-chat]").nth(3).click();
  await page.locator("[data-message]").last().waitFor();
  const field = page.locator("[data-composer]");
  await field.click();
  const chats: string[] = [];
  for (let chat = 0; chat < 30; chat++) {
    const said = await world.sandbox.say({ client_id: clientId, texts: ["Здравствуйте!"] });
    chats.push(said.chat_id);
  }
  const seconds = Math.ceil((TYPED.length * PAUSE_BETWEEN_LETTERS_MS) / 1000);
  let said = 0;
  const arriving = openLoop({
    perSecond: ARRIVING_PER_SECOND,
    seconds,
    send: async (index) => {
      const chat_id = chats[index % chats.length];
      await world.sandbox.say({ client_id: clientId, chat_id, texts: [`Когда приедет заказ? ${index}`] });
      said += 1;
    },
  });
  await page.evaluate(() => probe().startTyping());
  await page.keyboard.type(TYPED, { delay: PAUSE_BETWEEN_LETTERS_MS });
  const typing = await page.evaluate(() => probe().stopTyping());
  await arriving;
  const latencies = latenciesOf(typing);
  return [
    goalLine({
      what: `typing while ${ARRIVING_PER_SECOND} messages a second arrive, from the key to the next paint`,
      goal: "p95 <= 30 ms",
      measured: describeLatencies(latencies),
      isMet: latencies.p95 <= 30 && typing.length >= TYPED.length * 0.9,
      values: valuesOf(latencies),
    }),
    factLine({ what: "messages that buyers wrote meanwhile", measured: String(said), values: { said } }),
  ];
}

/** The probe inside the page; `installProbe` put it there. */
declare function probe(): DeskProbe;
