import http from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { control } from "./control";
import type { ControlParts } from "./control-call";
import { Faults } from "./faults";
import { LimitKeeper, type Limits, OZON_LIMITS } from "./limits";
import { pictureAt } from "./market/draw-product";
import type { AccountSeed } from "./model";
import { RequestLog } from "./request-log";
import { Speaker } from "./say";
import { openAccount } from "./seed-conversations";
import { answerSeller } from "./seller-exchange";
import { readSnapshot, writeSnapshot } from "./snapshot";
import { Traffic, type TrafficPace } from "./traffic";
import { OZON_WEBHOOK_TIMING, Webhooks, type WebhookTiming } from "./webhooks";
import { World } from "./world";

export interface SandboxOptions {
  /** 0 or nothing: any free port. */
  port?: number;
  host?: string;
  accounts?: AccountSeed[];
  /** false: breaches are counted, but not answered 429. */
  enforceLimits?: boolean;
  /** Figures that differ from the marketplace's own. */
  limits?: Partial<Limits>;
  webhooks?: Partial<WebhookTiming>;
  /** A JSON snapshot: read at the start, written every few seconds and on close. */
  stateFile?: string;
  /** Buyers of lively accounts write by themselves; default off. */
  traffic?: Partial<TrafficPace> | false;
  /** The dice of ids, faults and traffic. */
  seed?: number;
  log?: (line: string) => void;
}

export interface Sandbox {
  url: string;
  port: number;
  close(): Promise<void>;
}

const SNAPSHOT_EVERY_MS = 3_000;
const MAX_BODY_BYTES = 20 * 1024 * 1024; // a file of 10 MB as base64 and some more

/** Starts the marketplace on this machine. Rejects when the port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const world = new World(options.seed ?? 1);
  const parts = assemble(world, options);
  await openAccounts(world, options);
  const sockets = new Set<Socket>();
  const server = http.createServer((request, response) => {
    void handle(parts, request, response).catch((error) => {
      options.log?.(`Sandbox: ${String(error)}`);
      // A fault of the sandbox's own must not look like one of the marketplace's that was switched on.
      if (response.headersSent || request.destroyed) response.destroy();
      else response.writeHead(500, { "content-type": "text/plain" }).end(`sandbox bug: ${String(error)}`);
    });
  });
  server.keepAliveTimeout = 30_000;
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await listen(server, options.port ?? 0, options.host ?? "127.0.0.1");
  // Only now: a second start on a taken port must not write over the first one's snapshot.
  const keeper = keepSnapshot(world, options);
  if (options.traffic) parts.traffic.set({ mode: "lively", ...options.traffic });
  // listen() gave it an address; only a pipe would have a string here.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${options.host ?? "127.0.0.1"}:${port}`,
    port,
    close: async () => {
      parts.traffic.stop();
      parts.speaker.close();
      parts.webhooks.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
      await keeper.stop();
    },
  };
}

/** Fills the accounts, from the snapshot where it has them. */
async function openAccounts(world: World, options: SandboxOptions): Promise<void> {
  const { accounts = [], stateFile, log = () => undefined } = options;
  for (const account of accounts) world.addAccount(account);
  const known = stateFile === undefined ? new Set<string>() : await readSnapshot(world, stateFile, log);
  for (const account of accounts) {
    if (!known.has(account.client_id)) openAccount(world, account);
  }
}

/** Writes the snapshot every few seconds when something has changed, and on stop. */
function keepSnapshot(world: World, { stateFile, log }: SandboxOptions): { stop(): Promise<void> } {
  if (stateFile === undefined) return { stop: async () => undefined };
  let written = -1;
  let writing = Promise.resolve();
  const save = () => {
    if (world.revision === written) return writing;
    written = world.revision;
    // One after the other: two writers would share the neighbour file.
    writing = writing
      .then(() => writeSnapshot(world, stateFile))
      .catch((error) => log?.(`Sandbox: the snapshot was not written: ${String(error)}`));
    return writing;
  };
  const timer = setInterval(save, SNAPSHOT_EVERY_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return save();
    },
  };
}

function assemble(world: World, options: SandboxOptions): ControlParts {
  const faults = new Faults(world);
  return {
    world,
    faults,
    limits: new LimitKeeper({ ...OZON_LIMITS, ...options.limits }, options.enforceLimits ?? true),
    speaker: new Speaker(world, faults),
    webhooks: new Webhooks(world, faults, { ...OZON_WEBHOOK_TIMING, ...options.webhooks }),
    requests: new RequestLog(),
    traffic: new Traffic(world),
  };
}

async function handle(
  parts: ControlParts,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  const body = await readAll(request);
  if (body === null) {
    response.writeHead(413).end();
    return;
  }
  const url = new URL(request.url ?? "/", "http://sandbox");
  const picture = request.method === "GET" ? pictureAt(url.pathname) : null;
  if (picture !== null) {
    const headers = { "content-type": "image/png", "content-length": String(picture.length) };
    response.writeHead(200, headers).end(picture);
    return;
  }
  if (!url.pathname.startsWith("/_sandbox/")) {
    await answerSeller(parts, { request, response, body, path: url.pathname });
    return;
  }
  const { method = "GET" } = request;
  const answer = await control(parts, { method, path: url.pathname, query: url.searchParams, body });
  const json = JSON.stringify(answer.body);
  response.writeHead(answer.status, { "content-type": "application/json" }).end(json);
}

/** The whole body, or null when it is larger than anything the Seller API takes. */
async function readAll(request: http.IncomingMessage): Promise<Buffer | null> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request) {
    // Without an encoding set, a request yields buffers.
    const bytes = piece as Buffer;
    size += bytes.length;
    if (size <= MAX_BODY_BYTES) pieces.push(bytes);
  }
  return size > MAX_BODY_BYTES ? null : Buffer.concat(pieces);
}

function listen(server: http.Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}
