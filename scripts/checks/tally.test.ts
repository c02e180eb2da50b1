import { expect, test } from "vitest";
import {
  closingLine,
  failuresOfPlaywright,
  failuresOfVitest,
  sumUp,
  tallyPlaywright,
  tallyStep,
  tallyVitest,
} from "./tally.mjs";

test("a tool counts as one", () => {
  expect(tallyStep(0)).toEqual({ passed: 1, failed: 0, skipped: 0 });
  expect(tallyStep(2)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test("skipped and planned tests of vitest are skipped ones", () => {
  const report = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };
  expect(tallyVitest(report, 1)).toEqual({ passed: 5, failed: 1, skipped: 3 });
});

test("a run that failed without a failed test is a failure", () => {
  expect(tallyVitest({ numPassedTests: 5, numFailedTests: 0 }, 1)).toMatchObject({ passed: 5, failed: 1 });
  expect(tallyPlaywright(null, 1)).toMatchObject({ passed: 0, failed: 1 });
});

test("a flaky browser test is a failed one", () => {
  const report = { stats: { expected: 3, unexpected: 0, flaky: 1, skipped: 0 } };
  expect(tallyPlaywright(report, 0)).toEqual({ passed: 3, failed: 1, skipped: 0 });
});

test("the closing line names skipped ones only when there are", () => {
  const sum = sumUp([tallyStep(0), tallyStep(1), { passed: 10, failed: 0, skipped: 0 }]);
  expect(closingLine(sum)).toBe("11 passed, 1 failed");
  expect(closingLine({ passed: 1, failed: 0, skipped: 2 })).toBe("1 passed, 0 failed, 2 skipped");
});

test("failed tests are named with the first line of why", () => {
  const failed = {
    status: "failed",
    fullName: "adds up",
    failureMessages: ["\u001b[31mExpected 1\u001b[39m\n at x"],
  };
  const files = [
    { name: "/a/lib/x.test.ts", status: "failed", assertionResults: [failed, { status: "passed" }] },
    { name: "/a/tests/y.test.ts", status: "failed", assertionResults: [], message: "no such module" },
  ];
  expect(failuresOfVitest({ testResults: files })).toEqual([
    "lib/x.test.ts: adds up: Expected 1",
    "tests/y.test.ts: no such module",
  ]);
  expect(failuresOfVitest(null)).toEqual([]);
  const spec = {
    file: "a.spec.ts",
    title: "opens",
    ok: false,
    tests: [{ results: [{ errors: [{ message: "Timeout\nmore" }] }] }],
  };
  const suites = [{ specs: [{ ok: true }], suites: [{ specs: [spec] }] }];
  expect(failuresOfPlaywright({ suites })).toEqual(["a.spec.ts: opens: Timeout"]);
});
