import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Api, signIn } from "../../support/api";
import { resetClock } from "../../support/clock";
import { ownDatabase } from "../../support/database";
import { type EventReader, openEventStream } from "../../support/event-stream";
import { type ConnectedSeller, makeAdmin, makeConnectedSeller } from "../../support/factories";
import { liftLimits } from "../../support/limits";
import { type RunningWeb, startWeb } from "../../support/processes";
import { ownSandbox } from "../../support/sandbox";
import { findChatId, pollLater, readMessages } from "../../support/stored";

const database = ownDatabase();
const sandbox = ownSandbox();
let web: RunningWeb;
let api: Api;
let stream: EventReader;
beforeAll(async () => {
  await liftLimits(database, sandbox());
  web = await startWeb();
  api = await signIn(web.url, await makeAdmin());
  stream = await openEventStream(api);
});
afterAll(async () => {
  resetClock(); // not between the tests: a feed asked in the future would not be due again
  await stream?.close();
  await web?.kill();
});

/** What a buyer may write, and what of it is kept where that is not everything. */
const texts: Array<{ name: string; text: string; kept?: string }> = [
  { name: "markup", text: `<script>alert(1)</script><img src=x onerror="alert('2')">&amp;&#60;` },
  { name: "a template", text: "{{7*7}} #{7*7} <%= 7*7 %> %s %n '; DROP TABLE messages; --" },
  { name: "marks of direction", text: "обычный \u202eтскет\u202c \u2066x\u2069 \u200f" },
  { name: "emoji of several parts", text: "👩‍👩‍👧‍👦 🏳️‍🌈 e\u0301 👍🏽" },
  { name: "zero-width and odd spaces", text: "а\u200bб\u00a0в\u3000г\ufeffд" },
  { name: "lines that look like events", text: "data: x\n\nid: 1\nevent: reset\ndata: {}\r\n\r\n: да" },
  { name: "line separators of JavaScript", text: "a\u2028b\u2029c" },
  { name: "control characters", text: "a\u0001b\u001bc\u007fd" },
  { name: "a NUL, which Postgres cannot hold", text: "до\u0000после", kept: "допосле" },
  { name: "a lone surrogate, which is no character", text: "a\ud800b", kept: "a\ufffdb" },
  { name: "a hundred thousand signs", text: "Я".repeat(100_000) },
];

describe.each(["v1", "v3"] as const)("a buyer of %s writes", (dialect) => {
  let seller: ConnectedSeller;
  beforeAll(async () => {
    seller = await makeConnectedSeller({ sandbox: sandbox(), dialect });
  });

  test.each(texts)("$name: stored, listed and streamed as the text it is", async ({ text, kept = text }) => {
    const { chatId: external } = await seller.say(text);
    await pollLater(seller.id);
    const [stored] = await readMessages(database, seller.id, external);
    expect(stored?.text === kept, stored?.text.slice(0, 200)).toBe(true);
    const chatId = await findChatId(database, seller.id, external);
    const { items } = (await api.get(`/api/chats/${chatId}/messages`)).body;
    expect(items.map((message: { text: string }) => message.text === kept)).toEqual([true]);
    const event = await stream.next(
      "the message",
      ({ data, name }) => name === "message.created" && data.message.id === stored?.id,
    );
    expect(event.data.message.text === kept).toBe(true);
    const { chat } = (await api.get(`/api/chats/${chatId}`)).body;
    expect(chat.last_message_preview.length).toBeLessThanOrEqual(200);
    expect(stream.events.some(({ name }) => name === "reset")).toBe(false);
  });
});

test.each(["' OR 1=1 --", "а & | ! ( : *", "\\", "%_%", '"незакрытая', "\u0000", "🙂".repeat(90)])(
  "a search for %j is an answer, not an error",
  async (q) => {
    const answer = await api.get(`/api/chats?q=${encodeURIComponent(q)}`);
    expect([200, 400]).toContain(answer.status);
  },
);
