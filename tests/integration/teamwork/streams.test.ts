import { afterEach, beforeAll, expect, test } from "vitest";
import { handOver } from "@/lib/chats/hand-over";
import { addNote } from "@/lib/chats/notes";
import { showPresence } from "@/lib/chats/presence";
import { streamSourceOf } from "@/lib/http/event-data";
import { openEventStream } from "@/lib/realtime/stream";
import { stopTail } from "@/lib/realtime/tail";
import { getColleague } from "@/lib/team/colleagues";
import { resetClock } from "../../support/clock";
import { ownDatabase } from "../../support/database";
import { makeAdmin, makeOperator, type Person } from "../../support/factories";
import { liftLimits } from "../../support/limits";
import { ownSandbox } from "../../support/sandbox";
import { waitFor } from "../../support/wait-for";
import { makeShop } from "./shop";

const database = ownDatabase();
const sandbox = ownSandbox();
let admin: Person;
let anna: Person;
let boris: Person;
let chatId: string;
let sellerId: string;
beforeAll(async () => {
  await liftLimits(database, sandbox());
  const shop = await makeShop(database, sandbox(), 1);
  resetClock();
  chatId = shop.chatIds[0] ?? "";
  sellerId = shop.seller.id;
  admin = await makeAdmin();
  anna = await makeOperator([sellerId]);
  boris = await makeOperator([sellerId]);
});

const open: Array<() => Promise<void>> = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((close) => close()));
  await stopTail();
});

interface Told {
  readonly name: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test names the fields it expects and fails where they are missing
  readonly data: any;
}

/** The stream of a person's browser, in this process beside all others: they share what is read. */
async function listen(person: Person, { isDesk = true, isSignedIn = (): boolean => true } = {}) {
  await database.query("UPDATE users SET seen_at = NULL WHERE id = $1", [person.user.id]);
  const abort = new AbortController();
  const source = streamSourceOf(person.actor, async () => isSignedIn(), { isDesk });
  const stream = await openEventStream({ source, lastEventId: null, signal: abort.signal });
  const state = { text: "", isOver: false };
  const reading = (async () => {
    const decoder = new TextDecoder();
    const reader = stream.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      state.text += decoder.decode(part.value, { stream: true });
    }
    state.isOver = true;
  })();
  open.push(async () => {
    abort.abort();
    await reading;
  });
  const told = (): Told[] =>
    [...state.text.matchAll(/event: (.*)\ndata: (.*)\n\n/g)].map(([, name = "", data = ""]) => ({
      name,
      data: JSON.parse(data),
    }));
  // It says that its person is there once it hears of everything new.
  if (isDesk && isSignedIn()) await waitFor(`${person.user.name} to be seen`, () => isSeen(person));
  return {
    state,
    told,
    next: (what: string, fits: (event: Told) => boolean) =>
      waitFor(`event: ${what}`, () => told().find(fits)),
  };
}

const isNote = (text: string) => (event: Told) =>
  event.name === "note.created" && event.data.note.text === text;

test("a note reaches everybody at the seller, its notice the one it is for alone", async () => {
  const streams = await Promise.all([anna, boris, admin].map((person) => listen(person)));
  const [hers, his, theirs] = streams;
  await addNote({ actor: anna.actor, chatId, text: "первая", mentions: [boris.user.id] });
  await handOver({ actor: boris.actor, chatId, assigneeId: anna.user.id, text: "вторая" });
  await addNote({ actor: anna.actor, chatId, text: "последняя" });
  for (const stream of streams) await stream.next("the last note", isNote("последняя"));
  const noticesOf = (stream: typeof hers) =>
    (stream?.told() ?? [])
      .filter(({ name }) => name === "notice.created")
      .map(({ data }) => [data.notice.kind, data.notice.text]);
  expect(noticesOf(hers)).toEqual([["handed_over", "вторая"]]);
  expect(noticesOf(his)).toEqual([["mention", "первая"]]);
  expect(noticesOf(theirs)).toEqual([]);
  const acts = theirs?.told().flatMap(({ data }) => (data.note?.act ? [data.note.act.name] : []));
  expect(acts).toEqual(["assigned"]);
});

test("who is at a chat is told as it is now, and to nobody who does not see the seller", async () => {
  const outsider = await makeOperator([]);
  const [his, foreign] = await Promise.all([listen(boris), listen(outsider)]);
  await showPresence({ actor: anna.actor, chatId, state: "typing" });
  const typing = await his.next(
    "anna types",
    ({ name, data }) => name === "presence.updated" && data.presence.people.length === 1,
  );
  expect(typing.data.presence).toMatchObject({
    chat_id: chatId,
    people: [{ id: anna.user.id, name: anna.user.name, state: "typing" }],
  });
  await showPresence({ actor: anna.actor, chatId, state: "gone" });
  await his.next(
    "anna left",
    ({ name, data }) => name === "presence.updated" && data.presence.people.length === 0,
  );
  expect(foreign.told()).toEqual([]);
});

test("an open desk is a sign of life, a program's stream is none", async () => {
  const [person, program] = [await makeOperator([sellerId]), await makeOperator([sellerId])];
  const other = await listen(program, { isDesk: false });
  await listen(person);
  expect(await isSeen(person)).toBe(true);
  await addNote({ actor: admin.actor, chatId, text: "для программы" });
  await other.next("the note", isNote("для программы"));
  expect(await isSeen(program)).toBe(false);
});

test("the stream of somebody who signed out ends without waiting for an event", async () => {
  const stream = await listen(anna, { isSignedIn: () => false });
  await waitFor("the end", () => stream.state.isOver);
});

async function isSeen({ user }: Person): Promise<boolean> {
  return (await getColleague(user.id)).presence === "available";
}
