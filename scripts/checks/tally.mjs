import { readFile } from "node:fs/promises";

/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */

/** @type {Readonly<Tally>} */
export const NOTHING = { passed: 0, failed: 0, skipped: 0 };

/**
 * A step that only succeeds or fails counts as one.
 * @param {number} code its exit code
 * @returns {Tally}
 */
export function tallyStep(code) {
  return { ...NOTHING, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
}

/**
 * What a vitest run reported. A run that failed without a failed test (a file that could not be loaded, an
 * error after the tests) counts as one failure.
 * @param {unknown} report of its JSON reporter, null when there is none
 * @param {number} code exit code of the run
 * @returns {Tally}
 */
export function tallyVitest(report, code) {
  const counted = {
    passed: readCount(report, "numPassedTests"),
    failed: readCount(report, "numFailedTests"),
    skipped: readCount(report, "numPendingTests") + readCount(report, "numTodoTests"),
  };
  return noticeFailure(counted, code);
}

/**
 * What a Playwright run reported; a flaky test is a failed one.
 * @param {unknown} report of its JSON reporter, null when there is none
 * @param {number} code exit code of the run
 * @returns {Tally}
 */
export function tallyPlaywright(report, code) {
  const stats = report !== null && typeof report === "object" && "stats" in report ? report.stats : null;
  const counted = {
    passed: readCount(stats, "expected"),
    failed: readCount(stats, "unexpected") + readCount(stats, "flaky"),
    skipped: readCount(stats, "skipped"),
  };
  return noticeFailure(counted, code);
}

/** @param {Tally} counted @param {number} code */
function noticeFailure(counted, code) {
  return code !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
}

/** @param {unknown} report @param {string} name */
function readCount(report, name) {
  const counts = /** @type {Record<string, unknown>} */ (report ?? {}); // looked into, not trusted
  return typeof counts[name] === "number" ? counts[name] : 0;
}

/**
 * @param {readonly Tally[]} tallies
 * @returns {Tally}
 */
export function sumUp(tallies) {
  return tallies.reduce(
    (sum, one) => ({
      passed: sum.passed + one.passed,
      failed: sum.failed + one.failed,
      skipped: sum.skipped + one.skipped,
    }),
    NOTHING,
  );
}

/**
 * The line every run closes with.
 * @param {Tally} tally
 */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/**
 * A JSON report, or null where the run left none.
 * @param {string} file
 * @returns {Promise<unknown>}
 */
export async function readReport(file) {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch {
    return null; // a run that broke down writes none, or half of one; its exit code tells
  }
}
