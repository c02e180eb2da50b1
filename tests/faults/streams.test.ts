import http from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { type Api, signIn } from "../support/api";
import { ownDatabase } from "../support/database";
import { makeAdmin } from "../support/factories";
import { type RunningWeb, startWeb } from "../support/processes";
import { waitFor } from "../support/wait-for";

ownDatabase();

const AT_ONCE = 250;
const WARM_UP = 1_000;
const STREAMS = 5_000;
const COLLECT_ON_SIGNAL = pathToFileURL(path.join(import.meta.dirname, "collect-on-signal.mjs")).href;
/** An open stream holds about 25 KB: 5,000 kept ones would be six times this. */
const MOST_GROWTH_BYTES = 20 * 1024 * 1024;
const MOST_RESIDENT_GROWTH_BYTES = 60 * 1024 * 1024;
const RESIDENT = "process_resident_memory_bytes";

test("5,000 streams opened and dropped without goodbye leave nothing behind", {
  timeout: 240_000,
}, async () => {
  const admin = await makeAdmin();
  const web = await startWeb({ NODE_OPTIONS: `--import ${COLLECT_ON_SIGNAL}` });
  try {
    const api = await signIn(web.url, admin);
    await openAndDrop(api, WARM_UP);
    const before = await memoryInUse(web);
    const residentBefore = await readMetric(api, RESIDENT);
    await openAndDrop(api, STREAMS);
    const after = await memoryInUse(web);
    console.log(
      `Streams: ${STREAMS} dropped, ${toMegabytes(before)} MB in use before, ${toMegabytes(after)} MB after`,
    );
    expect(after - before).toBeLessThan(MOST_GROWTH_BYTES);
    // What was collected goes back to the system a little later.
    await waitFor(
      "resident memory to come back",
      async () => (await readMetric(api, RESIDENT)) - residentBefore < MOST_RESIDENT_GROWTH_BYTES,
      { deadlineMs: 30_000 },
    );
    expect((await api.get("/api/me")).status).toBe(200);
    const [socket] = await openStreams(api, 1);
    expect(await readMetric(api, "prilavok_event_streams")).toBe(1);
    socket?.destroy();
    expect(web.exit()).toBeNull();
  } finally {
    await web.kill("SIGKILL");
  }
});

/** Opens and drops `count` streams, some hundred at a time, and sees each lot gone. */
async function openAndDrop(api: Api, count: number): Promise<void> {
  for (let opened = 0; opened < count; opened += AT_ONCE) {
    const sockets = await openStreams(api, AT_ONCE);
    for (const socket of sockets) socket.destroy();
    await waitFor("dropped streams to be noticed", async () => {
      return (await readMetric(api, "prilavok_event_streams")) === 0;
    });
  }
}

/** Resolves when every stream has said its first word. */
async function openStreams(api: Api, count: number): Promise<http.ClientRequest[]> {
  return Promise.all(Array.from({ length: count }, () => openOne(api)));
}

function openOne(api: Api): Promise<http.ClientRequest> {
  return new Promise((resolve, reject) => {
    const request = http.get(
      `${api.baseUrl}/api/events`,
      { headers: api.headers, agent: false },
      (response) => {
        response.on("error", () => undefined); // our own dropping
        response.once("data", () => resolve(request));
      },
    );
    request.once("error", reject);
  });
}

async function readMetric(api: Api, name: string): Promise<number> {
  const { text } = await api.get("/api/metrics");
  const line = text.split("\n").find((one) => one.startsWith(`${name} `));
  if (line === undefined) throw new Error(`no ${name} in: ${text.slice(0, 500)}`);
  return Number(line.slice(name.length + 1));
}

/** What is still held by somebody once all garbage is collected, in bytes. */
async function memoryInUse(web: RunningWeb): Promise<number> {
  const listLooks = () => [...web.output().matchAll(/garbage collected, in use: (\d+)/g)];
  const count = listLooks().length;
  process.kill(web.pid, "SIGUSR2");
  const look = await waitFor("the garbage to be collected", () => listLooks()[count]);
  return Number(look[1]);
}

function toMegabytes(bytes: number): number {
  return Math.round(bytes / 1024 / 1024);
}
