import { gzipSync } from "node:zlib";
import { type CDPSession, chromium, type Page } from "@playwright/test";
import { type Figure, factLine, goalLine, type Line } from "./figure";
import { ADMIN, inWorld, type World } from "./world";

const GOAL_KB = 300;
const KB = 1024;
/** As for the browser tests: small machines and root need these. */
const BROWSER_ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"];

export const inboxJavascript: Figure = {
  name: "javascript",
  title: "JavaScript that a browser fetches for /inbox, compressed",
  run: (stage) => inWorld(stage, "bench_javascript", measure),
};

async function measure(world: World): Promise<Line[]> {
  const web = await world.startWeb();
  await world.signInAdmin(web);
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH, args: BROWSER_ARGS });
  try {
    const context = await browser.newContext({ baseURL: web.url });
    await context.request.post("/api/auth/sign-in/email", {
      data: { email: ADMIN.email, password: ADMIN.password },
      headers: { Origin: web.url },
    });
    const page = await context.newPage();
    return report(await loadScripts(page, "/inbox"));
  } finally {
    await browser.close();
  }
}

interface Script {
  readonly url: string;
  readonly transferredBytes: number;
  readonly gzipBytes: number;
}

/** Loads a page with an empty cache and lists what scripts came over the wire, late ones included. */
async function loadScripts(page: Page, path: string): Promise<Script[]> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  const urls = new Map<string, string>();
  const scripts: Promise<Script>[] = [];
  session.on("Network.responseReceived", ({ requestId, type, response }) => {
    if (type === "Script") urls.set(requestId, response.url);
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const url = urls.get(requestId);
    if (url !== undefined) scripts.push(readScript(session, { requestId, url, encodedDataLength }));
  });
  await page.goto(path);
  await page.getByRole("navigation").first().waitFor();
  await page.waitForTimeout(3_000); // what is fetched ahead of a click counts too
  return Promise.all(scripts);
}

async function readScript(
  session: CDPSession,
  { requestId, url, encodedDataLength }: { requestId: string; url: string; encodedDataLength: number },
): Promise<Script> {
  const { body, base64Encoded } = await session.send("Network.getResponseBody", { requestId });
  const bytes = Buffer.from(body, base64Encoded ? "base64" : "utf8");
  return { url, transferredBytes: encodedDataLength, gzipBytes: gzipSync(bytes).byteLength };
}

function report(scripts: readonly Script[]): Line[] {
  const kb = scripts.reduce((sum, script) => sum + script.transferredBytes, 0) / KB;
  const gzipKb = scripts.reduce((sum, script) => sum + script.gzipBytes, 0) / KB;
  const largest = [...scripts].sort((a, b) => b.gzipBytes - a.gzipBytes).slice(0, 4);
  return [
    goalLine({
      what: "over the wire, headers included",
      goal: "<= 300 KB",
      measured: `${kb.toFixed(0)} KB in ${scripts.length} files (${gzipKb.toFixed(0)} KB by gzip)`,
      isMet: kb > 0 && kb <= GOAL_KB,
      values: { transferred_kb: Math.round(kb), gzip_kb: Math.round(gzipKb), files: scripts.length },
    }),
    factLine({
      what: "the largest",
      measured: largest.map((script) => `${(script.gzipBytes / KB).toFixed(0)} KB`).join(", "),
    }),
  ];
}
