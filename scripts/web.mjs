import { createServer } from "node:http";
import next from "next";
import { callerAddress } from "./launcher/caller-address.mjs";
import { REPOSITORY } from "./launcher/repository.mjs";

// The built web app under a server of our own: it stops in order, with open event streams too, and says
// nothing of its own between the log lines.
const STREAM_GRACE_MS = 2_000;
const KEEP_ALIVE_MS = 65_000; // longer than a proxy keeps its side (60 s), or it would use a closed connection

const port = Number(process.env.PORT ?? 3000);
const hostname = process.env.HOST ?? "127.0.0.1";
const app = next({ dev: false, dir: REPOSITORY, hostname, port });
await app.prepare();
const answer = app.getRequestHandler();

// We speak plain HTTP: under an https address a proxy must stand in front, and only then is one believed.
const isBehindProxy = (process.env.APP_URL ?? "").startsWith("https:");

const server = createServer((request, response) => {
  // Sign-in limits and the metrics' door go by this header: it must not be the caller's to choose.
  const told = isBehindProxy ? request.headers["x-forwarded-for"] : undefined;
  request.headers["x-forwarded-for"] = callerAddress(request.socket.remoteAddress, told);
  answer(request, response).catch((error) => {
    console.error(JSON.stringify({ level: "error", msg: "request failed", error: String(error) }));
    response.destroy();
  });
});
server.keepAliveTimeout = KEEP_ALIVE_MS;
server.headersTimeout = KEEP_ALIVE_MS + 1_000;
server.once("error", (error) => {
  console.error(`The web app cannot listen on ${hostname}:${port}: ${error.message}`);
  process.exit(1);
});
server.listen(port, hostname);

const LAST_STEPS_MS = 2_000;

/** What the app's code still has to write down (lib/before-exit.ts). */
async function takeLastSteps() {
  /** @type {Iterable<() => Promise<void>>} */
  const steps = Reflect.get(globalThis, Symbol.for("prilavok.before-exit")) ?? [];
  setTimeout(() => process.exit(0), LAST_STEPS_MS).unref();
  await Promise.allSettled([...steps].map((step) => step()));
}

let stopping = false;
const stop = () => {
  if (stopping) return;
  stopping = true;
  server.close(() => void takeLastSteps().finally(() => process.exit(0)));
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), STREAM_GRACE_MS).unref();
};
process.on("SIGTERM", stop);
process.on("SIGINT", stop);
