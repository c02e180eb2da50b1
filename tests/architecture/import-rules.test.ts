import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { cruise, type IConfiguration } from "dependency-cruiser";
import { afterAll, beforeAll, expect, test } from "vitest";
import { REPOSITORY } from "./tree";

/** Each a forbidden import, and the rule whose name must say so. Beside it stands nothing but this import. */
const forbidden: ReadonlyArray<readonly [from: string, to: string, rule: string]> = [
  ["components/inbox/list.tsx", "lib/db/client.ts", "browser-sees-only-shared-code"],
  ["components/inbox/list.tsx", "lib/chats/model.ts", "browser-sees-only-shared-code"],
  ["components/inbox/list.tsx", "generated/prisma/client.ts", "browser-sees-only-shared-code"],
  ["components/ui/chip.tsx", "components/inbox/list.tsx", "primitives-know-no-feature"],
  ["components/ui/chip.tsx", "lib/wire/chats.ts", "primitives-know-no-feature"],
  ["lib/marketplaces/ozon/client.ts", "lib/env.ts", "adapters-get-everything-as-arguments"],
  ["lib/marketplaces/ozon/client.ts", "lib/sellers/model.ts", "adapters-get-everything-as-arguments"],
  ["lib/marketplaces/http.ts", "lib/limits/seller-budget.ts", "adapters-get-everything-as-arguments"],
  ["lib/marketplaces/ozon/client.ts", "lib/marketplaces/other/map.ts", "adapters-do-not-know-each-other"],
  ["lib/chats/sync.ts", "lib/marketplaces/ozon/chat-v3.ts", "only-the-registry-knows-adapters"],
  ["lib/chats/sync.ts", "lib/marketplaces/registry.ts", "only-connect-seller-knows-the-registry"],
  ["lib/sellers/model.ts", "lib/chats/model.ts", "sellers-may-call-team"],
  ["lib/team/read.ts", "lib/sellers/read.ts", "team-may-call-no-other-noun"],
  ["lib/webhooks/receive.ts", "lib/chats/sync.ts", "webhooks-may-call-sellers-and-sync"],
  ["lib/chats/sync.ts", "lib/webhooks/pending.ts", "chats-may-call-sellers-and-team"],
  ["lib/desk/tags.ts", "lib/automation/rules.ts", "desk-may-call-sellers-and-chats"],
  [
    "lib/automation/rules.ts",
    "lib/webhooks/pending.ts",
    "automation-may-call-sellers-and-team-and-chats-and-desk",
  ],
  ["lib/reports/waits.ts", "lib/chats/list.ts", "reports-may-call-sellers"],
  ["lib/operations/queues.ts", "lib/team/read.ts", "operations-may-call-sellers-and-webhooks-and-chats"],
  [
    "lib/outgoing/fan-out.ts",
    "lib/team/read.ts",
    "outgoing-may-call-sellers-and-chats-and-operations-and-broadcasts-and-orders-and-actions",
  ],
  ["lib/broadcasts/launch.ts", "lib/automation/rules.ts", "broadcasts-may-call-sellers-and-chats-and-team"],
  ["lib/actions/queue.ts", "lib/chats/list.ts", "actions-may-call-sellers"],
  ["lib/sync/run-section.ts", "lib/chats/list.ts", "sync-may-call-sellers"],
  [
    "lib/orders/read.ts",
    "lib/broadcasts/rules.ts",
    "orders-may-call-sellers-and-chats-and-team-and-actions-and-sync",
  ],
  ["lib/products/read.ts", "lib/chats/list.ts", "products-may-call-sellers-and-actions-and-sync"],
  ["lib/stocks/matrix.ts", "lib/chats/list.ts", "stocks-may-call-sellers-and-products-and-actions-and-sync"],
  ["lib/returns/read.ts", "lib/chats/list.ts", "returns-may-call-sellers-and-actions-and-sync"],
  ["lib/finance/totals.ts", "lib/chats/list.ts", "finance-may-call-sellers-and-sync"],
  ["lib/privacy/erase.ts", "lib/team/read.ts", "privacy-may-call-sellers-and-chats"],
  ["lib/audit/append.ts", "lib/team/read.ts", "platform-knows-no-noun"],
  ["lib/limits/seller-budget.ts", "lib/marketplaces/ports.ts", "platform-knows-no-noun"],
  ["lib/chats/send.ts", "lib/http/route.ts", "nouns-know-no-transport"],
  ["lib/auth/session.ts", "lib/http/route.ts", "signing-in-knows-no-http-wrapper"],
  ["app/api/chats/route.ts", "lib/db/client.ts", "entry-points-call-a-noun-not-its-tools"],
  ["workers/jobs/poll.ts", "lib/marketplaces/errors.ts", "entry-points-call-a-noun-not-its-tools"],
  ["workers/main.ts", "lib/chats/sync.ts", "the-workers-entry-only-starts-and-stops"],
  ["lib/chats/send.ts", "lib/crypto/fernet.ts", "only-credentials-decrypt"],
  ["lib/wire/chats.ts", "lib/db/client.ts", "shared-code-stands-alone"],
  ["lib/text/day.ts", "lib/env.ts", "shared-code-stands-alone"],
  ["lib/log.ts", "lib/db/client.ts", "foundation-knows-nobody-above-it"],
  ["lib/log.ts", "workers/main.ts", "entry-points-are-never-imported"],
  ["sandbox/server.ts", "lib/wire/chats.ts", "the-sandbox-shares-no-code"],
  ["lib/chats/sync.ts", "sandbox/server.ts", "only-scripts-and-tests-know-the-sandbox"],
  ["lib/chats/sync.ts", "tests/support/factories.ts", "tests-are-never-imported"],
  ["lib/chats/read.ts", "lib/chats/gone.ts", "everything-imported-exists"],
];

/** A circle of two, both written out. */
const circle = ["lib/chats/ring-a.ts", "lib/chats/ring-b.ts"] as const;

/** What must stay possible, or the rules would be obeyed by nobody. */
const allowed: ReadonlyArray<readonly [from: string, to: string]> = [
  ["app/api/chats/route.ts", "lib/chats/list.ts"],
  ["app/api/chats/route.ts", "lib/http/route.ts"],
  ["components/inbox/list.tsx", "lib/wire/chats.ts"],
  ["components/inbox/list.tsx", "components/ui/chip.tsx"],
  ["lib/chats/list.ts", "lib/db/client.ts"],
  ["lib/chats/list.ts", "lib/sellers/connect-seller.ts"],
  ["lib/sellers/connect-seller.ts", "lib/marketplaces/registry.ts"],
  ["lib/sellers/credentials.ts", "lib/crypto/fernet.ts"],
  ["lib/marketplaces/registry.ts", "lib/marketplaces/ozon/adapter.ts"],
  ["lib/marketplaces/ozon/adapter.ts", "lib/marketplaces/ports.ts"],
  ["lib/http/route.ts", "lib/auth/session.ts"],
  ["workers/jobs/poll.ts", "lib/chats/list.ts"],
  ["workers/main.ts", "lib/db/client.ts"],
  ["scripts/tasks/rotate.ts", "lib/sellers/credentials.ts"],
];

// The rule file is CommonJS, as its reader asks.
const rules = createRequire(import.meta.url)(
  path.join(REPOSITORY, ".dependency-cruiser.cjs"),
) as Required<IConfiguration>;

let folder = "";
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Rules broken by each import, as "from -> to". */
const broken = new Map<string, string[]>();

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "prilavok-rules-"));
  // Forbidden and allowed imports apart, so that one cannot make a circle with the other.
  await look("forbidden", forbidden);
  await look("circle", [circle, [circle[1], circle[0]]]);
  await look("allowed", allowed);
}, 60_000);

async function look(name: string, imports: ReadonlyArray<readonly [string, string, string?]>): Promise<void> {
  const baseDir = path.join(folder, name);
  const lines = new Map<string, string[]>();
  for (const [from, to] of imports) {
    const target = path.relative(path.dirname(from), to).replace(/\.tsx?$/, "");
    // A type alone, the weakest import: what refuses it refuses every other.
    const line = `import type { Thing } from "${target.startsWith(".") ? target : `./${target}`}";`;
    lines.set(from, [...(lines.get(from) ?? []), line]);
    if (!to.endsWith("/gone.ts") && !lines.has(to)) lines.set(to, []);
  }
  for (const [file, content] of lines) {
    mkdirSync(path.dirname(path.join(baseDir, file)), { recursive: true });
    writeFileSync(path.join(baseDir, file), `${content.join("\n")}\nexport {};\n`);
  }
  const { output } = await cruise([...lines.keys()], {
    ...rules.options,
    tsConfig: undefined,
    baseDir,
    validate: true,
    ruleSet: { forbidden: rules.forbidden },
  });
  if (typeof output === "string") throw new Error("the cruise answered a report instead of its findings");
  for (const { from, to, rule } of output.summary.violations) {
    const key = `${from} -> ${to}`;
    broken.set(key, [...(broken.get(key) ?? []), rule.name]);
  }
}

test.each(forbidden)("%s must not import %s", (from, to, rule) => {
  // What does not exist is named as it was written.
  const key = to.endsWith("/gone.ts") ? `${from} -> ./gone` : `${from} -> ${to}`;
  expect(broken.get(key)).toContain(rule);
});

test("two files must not import each other", () => {
  expect(broken.get(`${circle[0]} -> ${circle[1]}`)).toContain("no-circle");
});

test.each(allowed)("%s may import %s", (from, to) => {
  expect(broken.get(`${from} -> ${to}`)).toBeUndefined();
});

test("every rule has an import that it refuses", () => {
  const tried = new Set([...forbidden.map(([, , rule]) => rule), "no-circle"]);
  expect(rules.forbidden.map((rule) => rule.name).filter((name) => !tried.has(name ?? ""))).toEqual([]);
});
