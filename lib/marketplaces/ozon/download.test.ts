import http from "node:http";
import { afterEach, expect, test } from "vitest";
import { MAX_DOWNLOAD_BYTES } from "../download";
import { MarketplaceError } from "../errors";
import { impatient, makeContext, startTestServer, type TestServer } from "../test-server";
import { createOzonAdapter } from "./adapter";

const open: (TestServer | http.Server)[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) {
    if (server instanceof http.Server) server.closeAllConnections();
    await server.close();
  }
});

async function serve(answer: (request: http.IncomingMessage, response: http.ServerResponse) => void) {
  const server = http.createServer(answer);
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return `http://127.0.0.1:${address.port}`;
}

const chatsAt = (baseUrl: string) =>
  createOzonAdapter({ ...impatient, deadlineMs: 300 }).connect(makeContext({ baseUrl, dialect: "v3" })).chats;

async function readAll(body: AsyncIterable<Uint8Array>): Promise<number> {
  let size = 0;
  for await (const chunk of body) size += chunk.byteLength;
  return size;
}

test("a redirect to another host is not followed, and its key stays here", async () => {
  const elsewhere = await startTestServer(() => ({ body: "taken" }));
  open.push(elsewhere);
  const url = await serve((_, response) => {
    response.writeHead(302, { location: `${elsewhere.url}/v2/chat/file/a` }).end();
  });
  await expect(chatsAt(url).openFile(`${url}/v2/chat/file/a`)).rejects.toMatchObject({ kind: "not_found" });
  expect(elsewhere.requests).toEqual([]);
});

test("a redirect within the marketplace is followed", async () => {
  const url = await serve((request, response) => {
    if (request.url === "/v2/chat/file/a") response.writeHead(302, { location: "/v2/chat/file/b" }).end();
    else response.writeHead(200, { "content-type": "image/png" }).end("picture");
  });
  const file = await chatsAt(url).openFile(`${url}/v2/chat/file/a`);
  expect(await readAll(file.body)).toBe(7);
});

test("what says that it is too large is not read, and what does not say so is cut", async () => {
  const told = await serve((_, response) => {
    response.writeHead(200, { "content-length": String(MAX_DOWNLOAD_BYTES + 1) }).flushHeaders();
  });
  await expect(chatsAt(told).openFile(`${told}/v2/chat/file/a`)).rejects.toBeInstanceOf(MarketplaceError);
  const untold = await serve((_, response) => {
    const piece = Buffer.alloc(1024 * 1024);
    const pour = () => {
      while (!response.destroyed && response.write(piece));
      response.once("drain", pour);
    };
    pour();
  });
  const file = await chatsAt(untold).openFile(`${untold}/v2/chat/file/a`);
  await expect(readAll(file.body)).rejects.toBeInstanceOf(MarketplaceError);
});

test("a body that stands still is given up", async () => {
  const url = await serve((_, response) => void response.writeHead(200).write("first"));
  const file = await chatsAt(url).openFile(`${url}/v2/chat/file/a`);
  await expect(readAll(file.body)).rejects.toMatchObject({ kind: "unavailable", effect: "none" });
});
