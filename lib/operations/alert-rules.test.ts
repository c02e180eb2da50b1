import { expect, test } from "vitest";
import { isCalm, isDiskFull, isGrowing, keepSamples, type QueueSample, syncLagMs } from "./alert-rules";

const at = (minutes: number) => new Date(Date.UTC(2026, 0, 1, 12, minutes));
const samplesOf = (...waiting: number[]) =>
  waiting.reduce<QueueSample[]>(
    (samples, count, minute) => keepSamples(samples, { at: at(minute), waiting: count }),
    [],
  );

test("a queue grows when it stayed long for five minutes and is no shorter at their end", () => {
  expect(isGrowing(samplesOf(600, 610, 650, 640, 620, 700))).toBe(true);
  expect(isGrowing(samplesOf(600, 610, 650, 640, 620))).toBe(false); // not long enough yet
  expect(isGrowing(samplesOf(600, 610, 650, 640, 620, 590))).toBe(false); // it shrinks
  expect(isGrowing(samplesOf(600, 610, 10, 640, 620, 700))).toBe(false); // it was worked off in between
  expect(isGrowing(samplesOf(5, 600, 610, 650, 640, 620, 700))).toBe(true); // what was before does not count
});

test("an alert ends when its reason has been gone for a while, a certain one at once", () => {
  expect(isCalm({ kind: "key_refused", calmSince: null }, at(0), 60)).toBe(true);
  expect(isCalm({ kind: "queue_growth", calmSince: null }, at(9), 60)).toBe(false);
  expect(isCalm({ kind: "queue_growth", calmSince: at(0) }, at(1), 60)).toBe(false);
  expect(isCalm({ kind: "queue_growth", calmSince: at(0) }, at(2), 60)).toBe(true);
});

test("polling is on time again only after as long as makes it late", () => {
  const alert = { kind: "sync_lag", calmSince: at(0) } as const;
  expect(isCalm(alert, at(2), 60)).toBe(false);
  expect(isCalm(alert, at(3), 60)).toBe(true);
  expect(isCalm(alert, at(29), 600)).toBe(false);
});

test("slow polling is given three polls, quick polling three minutes", () => {
  expect(syncLagMs(20)).toBe(180_000);
  expect(syncLagMs(600)).toBe(1_800_000);
});

test("a disk is full below a gigabyte, and below a twentieth", () => {
  const gigabyte = 1024 ** 3;
  expect(isDiskFull({ freeBytes: gigabyte / 2, totalBytes: 4 * gigabyte })).toBe(true);
  expect(isDiskFull({ freeBytes: 4 * gigabyte, totalBytes: 100 * gigabyte })).toBe(true);
  expect(isDiskFull({ freeBytes: 6 * gigabyte, totalBytes: 100 * gigabyte })).toBe(false);
});
