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
/** An open stream holds about 25 KB: 5,000 kept ones would be twice this. */
const MOST_GROWTH_BYTES = 60 * 1024 * 1024;

test("5,000 streams opened and dropped without goodbye leave nothing behind", {
  timeout: 240_000,
}, async () => {
  const admin = await makeAdmin();
  const web = await startWeb({ NODE_OPTIONS: `--import ${COLLECT_ON_SIGNAL}` });
  try {
    const api = await signIn(web.url, admin);
    await openAndDrop(api, WARM_UP);
    const before = await memoryAtRest(web, api);
    await openAndDrop(api, STREAMS);
    const after = await memoryAtRest(web, api);
    console.log(
      `Streams: ${STREAMS} dropped, memory ${toMegabytes(before)} MB before, ${toMegabytes(after)} MB after`,
    );
    expect(after - before).toBeLessThan(MOST_GROWTH_BYTES);
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

/** Resident memory with all garbage collected: a process in no hurry keeps a hundred megabytes of it. */
async function memoryAtRest(web: RunningWeb, api: Api): Promise<number> {
  const countCollections = () => web.output().split("garbage collected").length;
  const before = countCollections();
  process.kill(web.pid, "SIGUSR2");
  await waitFor("the garbage to be collected", () => countCollections() > before);
  return readMetric(api, "process_resident_memory_bytes");
}

function toMegabytes(bytes: number): number {
  return Math.round(bytes / 1024 / 1024);
}
