import { explainRequests } from "./explain";
import { type Figure, goalLine, type Line } from "./figure";
import { type Archive, inArchive, type Screen } from "./inbox-archive";
import { describeLatencies, type Latencies, latenciesOf, round, valuesOf } from "./latencies";
import { openLoop } from "./open-loop";
import { measureSearch, searchScreens } from "./search";
import type { Stage } from "./stage";

const SMALL = { sellers: 50, chats: 10_000, messages: 100_000 };
const LARGE = { sellers: 50, chats: 100_000, messages: 1_000_000 };
/** Requests a second to each of the two; they take turns, so that whatever else the machine does meets both. */
const PER_SECOND = 25;
const SECONDS = 12;
const WARM_UP_SECONDS = 2;
const GOAL_MS = 50;
const GOAL_RATIO = 1.5;

export const inboxPages: Figure = {
  name: "inbox",
  title:
    "Inbox and search over HTTP, 100,000 chats with 1,000,000 messages of 50 sellers (and 10,000 with 100,000)",
  run: (stage) =>
    inArchive(stage, "bench_10k", SMALL, (small) =>
      inArchive(stage, "bench_100k", LARGE, (large) => measure(stage, { small, large })),
    ),
};

const WAITING = "kind=buyer&status=open&waiting=true&limit=50";
const OPEN = "kind=buyer&status=open&limit=50";

const screens: readonly Screen[] = [
  { what: "first page: waiting (the default view)", who: "admin", paths: () => [`/api/chats?${WAITING}`] },
  { what: "first page: all open", who: "admin", paths: () => [`/api/chats?${OPEN}`] },
  { what: "first page: unread", who: "admin", paths: () => [`/api/chats?${OPEN}&unread=true`] },
  {
    what: "first page: one seller",
    who: "admin",
    paths: (archive, index) => [
      `/api/chats?${OPEN}&seller_id=${archive.sellerIds[index % archive.sellerIds.length]}`,
    ],
  },
  {
    what: "first page: waiting, an operator of 3 small sellers",
    who: "operator",
    paths: () => [`/api/chats?${WAITING}`],
  },
  {
    what: "first page: all open, an operator of 3 small sellers",
    who: "operator",
    paths: () => [`/api/chats?${OPEN}`],
  },
  { what: "counts beside the views", who: "admin", paths: () => ["/api/chat-counts"] },
  { what: "opening a chat (itself and its messages)", who: "admin", paths: openChat },
  { what: "opening a chat as an operator", who: "operator", paths: openOwnChat },
];

function openChat(archive: Archive, index: number): string[] {
  const id = archive.chatIds[index % archive.chatIds.length];
  return [`/api/chats/${id}`, `/api/chats/${id}/messages?limit=50`];
}

function openOwnChat(archive: Archive, index: number): string[] {
  const id = archive.operatorChatIds[index % archive.operatorChatIds.length];
  return [`/api/chats/${id}`, `/api/chats/${id}/messages?limit=50`];
}

async function measure(stage: Stage, { small, large }: { small: Archive; large: Archive }): Promise<Line[]> {
  if (stage.explainFile !== null) {
    await explainRequests(stage, {
      archive: large,
      screens: [...screens, ...searchScreens],
      file: stage.explainFile,
    });
  }
  const lines: Line[] = [];
  for (const screen of screens) {
    await show([small, large], { screen, seconds: WARM_UP_SECONDS });
    const [few, many] = await show([small, large], { screen, seconds: SECONDS });
    if (few !== undefined && many !== undefined)
      lines.push(compare(screen, latenciesOf(few), latenciesOf(many)));
  }
  return [...lines, ...(await measureSearch(large))];
}

/** The same screen of several databases in turn; durations by database (ms). */
async function show(
  archives: readonly Archive[],
  { screen, seconds }: { screen: Screen; seconds: number },
): Promise<number[][]> {
  const durations = await openLoop({
    perSecond: PER_SECOND * archives.length,
    seconds,
    send: (index) => {
      const archive = archives[index % archives.length];
      const turn = Math.floor(index / archives.length);
      return archive === undefined ? Promise.resolve() : showOnce(archive, screen, turn);
    },
  });
  return archives.map((_, place) => durations.filter((_, index) => index % archives.length === place));
}

/** Asks for everything one screen needs. */
export async function showOnce(archive: Archive, screen: Screen, index: number): Promise<void> {
  await Promise.all(screen.paths(archive, index).map((path) => archive[screen.who].get(path)));
}

function compare(screen: Screen, few: Latencies, many: Latencies): Line {
  const ratio = many.p99 / few.p99;
  return goalLine({
    what: screen.what,
    goal: "p99 <= 50 ms, <= 1.5 x 10,000 chats",
    measured: `${describeLatencies(many)}; ${ratio.toFixed(2)} x ${few.p99.toFixed(1)} ms`,
    isMet: many.p99 <= GOAL_MS && ratio <= GOAL_RATIO,
    values: {
      ...valuesOf(many),
      p99_10k_ms: round(few.p99),
      p50_10k_ms: round(few.p50),
      ratio: round(ratio),
    },
  });
}
