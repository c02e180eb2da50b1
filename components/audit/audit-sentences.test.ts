import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { en } from "@/lib/i18n/en";
import { ru } from "@/lib/i18n/ru";
import { permissions } from "@/lib/wire/endpoint";
import { eventData } from "@/lib/wire/events";

/** Dotted words in the files that write to the audit log, without those that are events or permissions. */
function actionsInCode(): string[] {
  const root = path.resolve("lib");
  const others = new Set<string>([...Object.keys(eventData), ...permissions]);
  const found = new Set<string>();
  for (const file of readdirSync(root, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".ts") || file.endsWith(".test.ts") || /^(i18n|wire)\//.test(file)) continue;
    const code = readFileSync(path.join(root, file), "utf8");
    if (!/\b(appendAudits?|AuditRecord)\b/.test(code)) continue;
    for (const [, word = ""] of code.matchAll(/"([a-z_]+\.[a-z_]+)"/g))
      if (!others.has(word)) found.add(word);
  }
  return [...found].sort();
}

function sentencesOf(did: Record<string, Record<string, string>>): string[] {
  return Object.entries(did)
    .flatMap(([noun, verbs]) => Object.keys(verbs).map((verb) => `${noun}.${verb}`))
    .sort();
}

test("every action that the code writes has a sentence in both languages", () => {
  const actions = actionsInCode();
  expect(actions).toContain("seller.added");
  const missing = (sentences: string[]) => actions.filter((action) => !sentences.includes(action));
  expect({ ru: missing(sentencesOf(ru.audit.did)), en: missing(sentencesOf(en.audit.did)) }).toEqual({
    ru: [],
    en: [],
  });
});

test("every noun of an action names a group", () => {
  expect(Object.keys(ru.audit.groups).sort()).toEqual(Object.keys(ru.audit.did).sort());
});
