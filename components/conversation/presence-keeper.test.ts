import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { ChatPresence } from "@/lib/wire/team";
import { PresenceKeeper } from "./presence-keeper";

const presence: ChatPresence = { chat_id: "c1", people: [] };
let said: string[] = [];
let isVisible = true;
let shown = 0;

function makeKeeper() {
  return new PresenceKeeper({
    chatId: "c1",
    tell: (_, state) => {
      said.push(state);
      return Promise.resolve(presence);
    },
    onPresence: () => {
      shown += 1;
    },
    isVisible: () => isVisible,
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  said = [];
  isVisible = true;
  shown = 0;
});
afterEach(() => vi.useRealTimers());

test("who only passes by says nothing", () => {
  const keeper = makeKeeper();
  keeper.start();
  vi.advanceTimersByTime(300);
  keeper.stop();
  expect(said).toEqual([]);
});

test("who stays is renewed while the tab is seen, and says when they leave", async () => {
  const keeper = makeKeeper();
  keeper.start();
  await vi.advanceTimersByTimeAsync(31_000);
  expect(said).toEqual(["looking", "looking", "looking"]);
  expect(shown).toBe(3);
  isVisible = false;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(said).toHaveLength(3);
  keeper.stop();
  expect(said.at(-1)).toBe("gone");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(said).toHaveLength(4);
});

test("many keys are one word, and a pause ends typing", async () => {
  const keeper = makeKeeper();
  keeper.start();
  await vi.advanceTimersByTimeAsync(1000);
  for (let count = 0; count < 20; count += 1) {
    keeper.announceTyping();
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(said).toEqual(["looking", "typing"]);
  await vi.advanceTimersByTimeAsync(6000);
  expect(said).toEqual(["looking", "typing", "looking"]);
  keeper.stop();
});
