import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { syncSeller } from "@/lib/chats/sync";
import { renderMetrics } from "@/lib/http/metrics";
import { countTotal, flushOutcomes, forgetOldOutcomes } from "@/lib/limits/count-outcomes";
import { MarketplaceError } from "@/lib/marketplaces/errors";
import { observeRequest } from "@/lib/metrics";
import { discardFailedJobs, listFailedJobs, retryFailedJobs } from "@/lib/operations/failed-jobs";
import { startHeartbeat } from "@/lib/operations/heartbeat";
import { readOperations } from "@/lib/operations/read-operations";
import { openWorker } from "@/lib/queue/connection";
import { queueOf } from "@/lib/queue/enqueue";
import { operations } from "@/lib/wire/operations";
import { nobody } from "../../support/actor";
import { ownDatabase } from "../../support/database";
import { type ConnectedSeller, makeConnectedSeller } from "../../support/factories";
import { ownSandbox } from "../../support/sandbox";
import { waitFor } from "../../support/wait-for";

const database = ownDatabase();
const sandbox = ownSandbox();
let seller: ConnectedSeller;
beforeAll(async () => {
  seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v3" });
});

const mine = async () => (await readOperations()).sellers.find((one) => one.id === seller.id);

test("requests to the marketplace are counted by what became of them, and hours are forgotten", async () => {
  await syncSeller(seller.id);
  await flushOutcomes();
  const before = (await mine())?.requests.find((one) => one.outcome === "ok")?.count ?? 0;
  expect(before).toBeGreaterThan(0);
  expect((await mine())?.average_ms).toBeGreaterThanOrEqual(0);
  await sandbox().setFault({ client_id: seller.account.client_id, kind: "status", status: 503 });
  const failure = await syncSeller(seller.id).catch((error: unknown) => error);
  await sandbox().clearFaults();
  expect(failure).toBeInstanceOf(MarketplaceError);
  await flushOutcomes();
  expect((await mine())?.requests.map((one) => one.outcome)).toContain("unavailable");
  await database.query("UPDATE marketplace_hours SET hour = hour - interval '15 days' WHERE seller_id = $1", [
    seller.id,
  ]);
  await forgetOldOutcomes();
  expect((await mine())?.requests).toEqual([]);
  expect(await renderMetrics()).toMatch(
    /prilavok_marketplace_requests_total\{[^}]*outcome="unavailable"\} [1-9]/,
  );
});

test("the state is whole: sellers with what their limits leave, queues, processes, sizes", async () => {
  const heartbeat = startHeartbeat("workers");
  await waitFor("a sign of life", async () => (await readOperations()).processes.length === 1);
  const state = operations.parse(await readOperations());
  expect(state.processes).toMatchObject([{ kind: "workers", pid: process.pid }]);
  expect(state.disk?.total_bytes).toBeGreaterThan(0);
  expect(state.queues.map((queue) => queue.name)).toContain("outbound");
  expect(state.database.tables.map((table) => table.name)).toContain("messages");
  expect((await mine())?.limits).toMatchObject([{ name: "ozon.v3.all", requests: 50 }]);
  expect((await mine())?.limits[0]?.free).toBeGreaterThan(0);
  await database.query(
    "INSERT INTO permits (key, free_at) VALUES ($1, now() + interval '1 minute') ON CONFLICT (key) DO UPDATE SET free_at = excluded.free_at",
    [`${seller.id}:shut`],
  );
  expect((await mine())?.limits[0]?.free).toBe(0); // the marketplace asked for silence
  await heartbeat.stop();
  expect((await readOperations()).processes).toEqual([]);
});

test("failed jobs are shown with ids only, put in line again or forgotten, and the record says who did it", async () => {
  const queue = queueOf("automation");
  const ids = [randomUUID(), randomUUID(), randomUUID()];
  for (const id of ids) await queue.add("run-automation", { chat_id: id });
  let isBroken = true;
  const done: unknown[] = [];
  const worker = openWorker(
    "automation",
    async (job) => {
      if (isBroken) throw new Error("the rule broke\nwith more lines");
      done.push(job.data);
    },
    { concurrency: 1 },
  );
  await waitFor("three failures", async () => (await listFailedJobs("automation")).length === 3);
  isBroken = false;
  const failed = await listFailedJobs("automation");
  expect(failed[0]).toMatchObject({ name: "run-automation", reason: "the rule broke", attempts: 1 });
  const [first, second] = failed;
  const chosen = { actor: nobody, name: "automation" };
  expect(await discardFailedJobs({ ...chosen, ids: [first?.id ?? "", "unknown"] })).toBe(1);
  expect(await retryFailedJobs({ ...chosen, ids: [second?.id ?? ""] })).toBe(1);
  await waitFor("the retried one", () => done.length === 1);
  expect(done).toEqual([second?.payload]);
  expect(await retryFailedJobs({ ...chosen, ids: [second?.id ?? ""] })).toBe(0); // not failed any more
  expect(await retryFailedJobs(chosen)).toBe(1);
  await waitFor("the rest", () => done.length === 2);
  expect(await listFailedJobs("automation")).toEqual([]);
  await worker.close();
  const audit = await database.query("SELECT action FROM audit_log WHERE subject_type = 'queue' ORDER BY id");
  expect(audit.map((row) => row.action)).toEqual([
    "jobs.discarded",
    "jobs.retried",
    "jobs.retried",
    "jobs.retried",
  ]);
  await expect(listFailedJobs("unknown")).rejects.toMatchObject({ code: "not_found" });
});

test("jobs that fail again at once are put in line once, not for ever", async () => {
  const queue = queueOf("automation");
  const jobs = 120;
  for (let index = 0; index < jobs; index++) await queue.add("run-automation", { chat_id: randomUUID() });
  let runs = 0;
  const worker = openWorker(
    "automation",
    async () => {
      runs += 1;
      throw new Error("still broken");
    },
    { concurrency: 8 },
  );
  await waitFor("the failures", async () => (await queue.getJobCounts("failed")).failed === jobs);
  expect(await retryFailedJobs({ actor: nobody, name: "automation" })).toBe(jobs);
  await waitFor("the same failures", async () => (await queue.getJobCounts("failed")).failed === jobs);
  expect(runs).toBe(2 * jobs);
  await worker.close();
  expect(await discardFailedJobs({ actor: nobody, name: "automation" })).toBe(jobs);
});

test("every figure the dashboard shows is served, and no seller's secret with it", async () => {
  observeRequest({ method: "GET", route: "/api/chats/{id}", status: 200, ms: 12 });
  countTotal("messages", "sent");
  await flushOutcomes();
  const text = await renderMetrics();
  const served = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name));
  const dashboard = readFileSync(
    path.join(import.meta.dirname, "../../../docs/grafana/prilavok.json"),
    "utf8",
  );
  const shown = [...dashboard.matchAll(/"expr": "((?:[^"\\]|\\.)*)"/g)].flatMap(([, expression = ""]) =>
    [...expression.matchAll(/\b(?:prilavok|nodejs|process)_\w+/g)].map(([name]) =>
      name.replace(/_(bucket|count|sum)$/, ""),
    ),
  );
  expect(new Set(shown).size).toBeGreaterThan(15);
  expect(shown.filter((name) => !served.has(name))).toEqual([]);
  expect(text).toContain(
    'prilavok_http_request_seconds_count{method="GET",route="/api/chats/{id}",status="200"} 1',
  );
  expect(text).toContain('prilavok_messages_total{outcome="sent"} 1');
  expect(text).not.toContain(seller.account.api_key);
});
