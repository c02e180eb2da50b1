import ts from "typescript";
import { describe, expect, test } from "vitest";
import { listSources, NOUN_FOLDERS, readText } from "./tree";

/** A reason has to follow: `// no audit: a poll is nobody's act`. */
const REASON = /\/\/ no audit: \S.{8,}/;

/** The file's functions that open a transaction: name, and whether an audit record or a reason goes with it. */
function transactionsOf(file: string, text = readText(file)) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  return source.statements.flatMap((statement) => {
    const whole = statement.getFullText(source); // with the comments above it
    if (!/\binTransaction(<.*>)?\(/.test(statement.getText(source))) return [];
    const name = ts.isFunctionDeclaration(statement)
      ? (statement.name?.text ?? "default")
      : `a part of ${file}`;
    return [{ name, isAccounted: whole.includes("appendAudit(") || REASON.test(whole) }];
  });
}

describe("what changes rows says who did it", () => {
  const files = listSources(NOUN_FOLDERS.map((noun) => `lib/${noun}`)).filter(
    (file) => !file.endsWith(".test.ts"),
  );

  test.each(files)("%s appends audit wherever it opens a transaction, or says why not", (file) => {
    const silent = transactionsOf(file).filter((one) => !one.isAccounted);
    expect(silent.map((one) => one.name)).toEqual([]);
  });

  test("a function without either is noticed, one with a reason is not", () => {
    const text = `
      export async function quiet() { return inTransaction(async (tx) => tx); }
      async function explained() {
        // no audit: a machine's bookkeeping
        return inTransaction(async (tx) => tx);
      }
      async function accounted() { return inTransaction((tx) => appendAudit(tx, {})); }
      function unrelated() { return 1; }`;
    expect(transactionsOf("probe.ts", text)).toEqual([
      { name: "quiet", isAccounted: false },
      { name: "explained", isAccounted: true },
      { name: "accounted", isAccounted: true },
    ]);
  });
});
