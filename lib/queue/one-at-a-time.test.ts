import { expect, test } from "vitest";
import { oneAtATime } from "./one-at-a-time";

function gate() {
  let open: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open: () => open() };
}

test("calls that come while the work runs make it run once more, not once each", async () => {
  const first = gate();
  const runs: string[] = [];
  const call = oneAtATime<string>(
    (key) => key,
    async (key) => {
      runs.push(key);
      if (runs.length === 1) await first.passed;
    },
  );
  const running = call("chat");
  await Promise.all([call("chat"), call("chat"), call("chat")]);
  expect(runs).toEqual(["chat"]);
  first.open();
  await running;
  expect(runs).toEqual(["chat", "chat"]);
});

test("different keys do not wait for each other, and a failure frees the key", async () => {
  const first = gate();
  const call = oneAtATime<string>(
    (key) => key,
    async (key) => {
      if (key === "slow") await first.passed;
      if (key === "bad") throw new Error("bad");
    },
  );
  const slow = call("slow");
  await call("quick");
  await expect(call("bad")).rejects.toThrow("bad");
  await expect(call("bad")).rejects.toThrow("bad");
  first.open();
  await slow;
});
