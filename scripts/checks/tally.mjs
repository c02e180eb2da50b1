import { readFile } from "node:fs/promises";
import { stripVTControlCharacters } from "node:util";

/** @typedef {{ passed: number, failed: number, skipped: number, failures?: readonly string[] }} Tally */

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

/**
 * Names of the failed tests of a vitest report, with the first line of why.
 * @param {unknown} report
 * @returns {string[]}
 */
export function failuresOfVitest(report) {
  return listOf(report, "testResults").flatMap((file) => {
    const failed = listOf(file, "assertionResults").filter((one) => read(one, "status") === "failed");
    const name = String(read(file, "name") ?? "").replace(
      /^.*\/(?=(tests|lib|components|sandbox|scripts|workers)\/)/,
      "",
    );
    if (failed.length === 0 && read(file, "status") === "failed")
      return [`${name}: ${firstLine(read(file, "message"))}`];
    return failed.map(
      (one) => `${name}: ${read(one, "fullName")}: ${firstLine(listOf(one, "failureMessages")[0])}`,
    );
  });
}

/**
 * Names of the failed tests of a Playwright report, with the first line of why.
 * @param {unknown} report
 * @returns {string[]}
 */
export function failuresOfPlaywright(report) {
  return listOf(report, "suites").flatMap(failuresOfSuite);
}

/** @param {unknown} suite @returns {string[]} */
function failuresOfSuite(suite) {
  const own = listOf(suite, "specs").flatMap((spec) => {
    if (read(spec, "ok") !== false) return [];
    const results = listOf(spec, "tests").flatMap((test) => listOf(test, "results"));
    const errors = results.flatMap((result) => listOf(result, "errors"));
    return [`${read(spec, "file")}: ${read(spec, "title")}: ${firstLine(read(errors[0], "message"))}`];
  });
  return [...own, ...listOf(suite, "suites").flatMap(failuresOfSuite)];
}

/** @param {unknown} thing @param {string} name @returns {unknown} */
function read(thing, name) {
  return thing !== null && typeof thing === "object"
    ? /** @type {Record<string, unknown>} */ (thing)[name]
    : undefined;
}

/** @param {unknown} thing @param {string} name @returns {unknown[]} */
function listOf(thing, name) {
  const list = read(thing, name);
  return Array.isArray(list) ? list : [];
}

/** @param {unknown} text */
function firstLine(text) {
  return (
    stripVTControlCharacters(String(text ?? ""))
      .split("\n", 1)[0]
      ?.slice(0, 300) ?? ""
  );
}
