import { randomBytes, randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { createSandboxClient, type SandboxClient } from "../../../sandbox/client";
import { startSandbox } from "../../../sandbox/server";
import { findFreePort } from "../../../scripts/launcher/ports.mjs";
import { type Api, openApi, signIn } from "../../support/api";
import { newEncryptionKey } from "../../support/database";
import { startWeb, startWorkers } from "../../support/processes";
import { waitFor } from "../../support/wait-for";
import { letBuyersWrite } from "./buyers";
import { startMortalCluster } from "./cluster";
import { createDice } from "./dice";
import { type KeptProcess, keepProcess } from "./kept-process";
import { type Ledger, openLedger } from "./ledger";
import { letOperatorsAnswer, planReplies, type Reply } from "./operators";
import type { OwnRedis } from "./own-redis";
import { type Reckoning, reckon } from "./reckoning";
import { findOurChats, openShops, type Shop, type ShopPlan } from "./shops";
import { raiseStorm, strikeAtRandom } from "./weather";

export interface StormPlan {
  readonly seed: number;
  readonly shops: readonly ShopPlan[];
  /** How long buyers and operators write, in milliseconds. */
  readonly forMs: number;
  readonly kills: { readonly workers: number; readonly web: number; readonly postgres: number };
  /** Jobs run on it; emptied and killed on the way as often as it says. */
  readonly redis: { readonly server: OwnRedis; readonly emptied: number; readonly killed: number } | null;
  /** How long everything may take to come to rest afterwards, in milliseconds. */
  readonly calmWithinMs: number;
  /** Looks that are far off are brought near once the weather is clear; false waits as people would have to. */
  readonly hurries: boolean;
}

export interface StormResult extends Reckoning {
  readonly breaches: readonly unknown[];
  /** What still stood open when the patience ended; empty when all came to rest. */
  readonly restless: string;
  readonly unasked: readonly string[];
  readonly sellers: readonly string[];
  readonly summary: string;
}

const ADMIN = { name: "Буря", email: "storm@example.ru", password: `storm-${randomUUID()}` };

/** Lets a storm loose on a product of its own, waits until all is calm, and compares what is stored and sent. */
export async function runStorm(plan: StormPlan): Promise<StormResult> {
  const undo: Array<() => Promise<unknown>> = [];
  try {
    const dice = createDice(plan.seed);
    const cluster = await startMortalCluster({ withQueue: plan.redis === null });
    undo.push(cluster.stop);
    const ledger = openLedger(cluster.url);
    undo.push(ledger.close);
    const server = await startSandbox({ seed: plan.seed });
    undo.push(server.close);
    const sandbox = createSandboxClient(server.url);
    const settings = await settingsOf({ plan, databaseUrl: cluster.url, sandboxUrl: server.url });
    const web = await keepProcess("web", () => startWeb(settings));
    undo.push(web.stop);
    const workers = await keepProcess("workers", () => startWorkers(settings));
    undo.push(workers.stop);
    undo.unshift(() => keepLogs([web, workers]));

    const api = await becomeAdmin(settings.APP_URL);
    const shops = await openShops(plan.shops, { sandbox, api });
    const replies = await planAllReplies(shops, api, dice);
    await raiseStorm(sandbox, shops);
    const beganAt = Date.now();
    const stalls = monitorEventLoopDelay({ resolution: 10 });
    stalls.enable();
    const { redis } = plan;
    const [struck] = await Promise.all([
      strikeAtRandom(
        [
          { name: "workers", times: plan.kills.workers, strike: workers.killAndRevive },
          { name: "web", times: plan.kills.web, strike: web.killAndRevive },
          { name: "postgres", times: plan.kills.postgres, strike: cluster.killAndRevive },
          { name: "redis emptied", times: redis?.emptied ?? 0, strike: async () => redis?.server.empty() },
          { name: "redis", times: redis?.killed ?? 0, strike: async () => redis?.server.killAndRevive() },
        ],
        dice,
        plan.forMs,
      ),
      letBuyersWrite(shops, { sandbox, dice: createDice(plan.seed + 1), forMs: plan.forMs }),
      letOperatorsAnswer(replies, { api, forMs: plan.forMs }),
    ]);
    await sandbox.clearFaults();
    const restless = await waitForCalm({ plan, ledger, sandbox, shops });
    const reckoning = await reckon({ sandbox, ledger, shops, replies });
    const sellers = await ledger.query<{ status: string }>("SELECT DISTINCT status FROM sellers");
    return {
      ...reckoning,
      restless,
      breaches: await sandbox.listBreaches(),
      unasked: [web, workers].flatMap((one) => one.unasked()),
      sellers: sellers.map((row) => row.status),
      summary: `${summarise(reckoning, replies, struck)}; calm after ${Math.round((Date.now() - beganAt) / 1000)} s, this process stalled for ${Math.round(stalls.max / 1e6)} ms at most`,
    };
  } finally {
    for (const one of undo.reverse()) await one();
  }
}

/** For whoever looks into a storm: `FAULTS_LOGS` names a directory for what the processes said. */
async function keepLogs(processes: readonly KeptProcess[]): Promise<void> {
  const directory = process.env.FAULTS_LOGS;
  if (directory === undefined) return;
  await mkdir(directory, { recursive: true });
  for (const one of processes) await writeFile(path.join(directory, `${one.name}.log`), one.output());
}

function summarise(reckoning: Reckoning, replies: readonly Reply[], struck: readonly string[]): string {
  const { inbound, sent, unconfirmed } = reckoning;
  return `${inbound} messages in, ${replies.length} replies (${sent} sent, ${unconfirmed} unconfirmed), ${struck.length} blows: ${struck.join(", ")}`;
}

async function settingsOf(given: { plan: StormPlan; databaseUrl: string; sandboxUrl: string }) {
  const port = await findFreePort();
  return {
    PORT: String(port),
    APP_URL: `http://127.0.0.1:${port}`,
    DATABASE_URL: given.databaseUrl,
    DATABASE_POOL_SIZE: "16",
    REDIS_URL: given.plan.redis?.server.url,
    ENCRYPTION_KEYS: newEncryptionKey(),
    AUTH_SECRET: randomBytes(32).toString("base64url"),
    OZON_API_URL: given.sandboxUrl,
    POLL_INTERVAL_SECONDS: "3",
    LOG_LEVEL: "info",
  };
}

/** A program's access: a token survives the death of every process. */
async function becomeAdmin(baseUrl: string): Promise<Api> {
  const made = await openApi(baseUrl).post("/api/set-up", ADMIN);
  if (made.status !== 201) throw new Error(`set-up: ${made.status} ${made.text}`);
  const answer = await (await signIn(baseUrl, ADMIN)).post("/api/api-tokens", { name: "storm" });
  if (answer.status !== 201) throw new Error(`token: ${answer.status} ${answer.text}`);
  return openApi(baseUrl, { authorization: `Bearer ${answer.body.token}` });
}

async function planAllReplies(
  shops: readonly Shop[],
  api: Api,
  dice: ReturnType<typeof createDice>,
): Promise<Reply[]> {
  const chats = [];
  for (const shop of shops)
    chats.push({
      sellerId: shop.sellerId,
      chatIds: await findOurChats(api, shop),
      replies: shop.plan.replies,
    });
  return planReplies(chats, dice);
}

/** Waits until every message the sandbox shows is there and nothing is on its way; answers what is left. */
async function waitForCalm(given: {
  plan: StormPlan;
  ledger: Ledger;
  sandbox: SandboxClient;
  shops: readonly Shop[];
}): Promise<string> {
  const { plan, ledger, sandbox, shops } = given;
  let expected = await countInbound(sandbox, shops);
  let left = "";
  const isCalm = async () => {
    if (plan.hurries) await bringNear(ledger);
    const [row] = await ledger.query<{ inbound: number; open: number }>(
      `SELECT (SELECT count(*)::int FROM messages WHERE direction = 'inbound') AS inbound,
              (SELECT count(*)::int FROM messages WHERE status IN ('queued', 'sending')) AS open`,
    );
    left = `${row?.inbound} of ${expected} messages stored, ${row?.open} replies on their way`;
    if (row === undefined || row.inbound < expected || row.open > 0) return false;
    // Counted anew: messages that become visible late may not have been there at the first count.
    expected = await countInbound(sandbox, shops);
    return row.inbound >= expected;
  };
  const calm = waitFor("calm", isCalm, { deadlineMs: plan.calmWithinMs });
  return calm.then(
    () => "",
    () => left,
  );
}

async function countInbound(sandbox: SandboxClient, shops: readonly Shop[]): Promise<number> {
  let count = 0;
  for (const { clientId } of shops)
    count += (await sandbox.listMessages(clientId, { direction: "inbound" })).length;
  return count;
}

/**
 * The last looks at a history that has been clear for a while lie 15 and 30 s off. The messages are at rest by then,
 * so bringing the looks near changes what is waited for, not what is found.
 */
async function bringNear(ledger: Ledger): Promise<void> {
  await ledger.query(
    "UPDATE messages SET due_at = now() WHERE status = 'sending' AND settle_attempts >= 3 AND due_at > now()",
  );
}
