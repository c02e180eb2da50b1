import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll } from "vitest";
import { inRequestContext } from "@/lib/request-context";
import { receiveWebhook } from "@/lib/webhooks/receive";
import { changeSetting } from "../../support/change-setting";

/** Takes calls as the web app's route does, in this process; the product's public address is its own. */
export function ownReceiver(): { url(): string; isShut: boolean } {
  const state = { url: () => "", isShut: false };
  const server = http.createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(Buffer.from(piece));
    if (state.isShut) return void response.writeHead(503).end();
    const [, , , marketplace = "", webhookId = ""] = (request.url ?? "").split("/");
    const received = await inRequestContext({ requestId: "test", ip: "127.0.0.1", userAgent: null }, () =>
      receiveWebhook({
        marketplace,
        webhookId,
        rawBody: Buffer.concat(pieces),
        header: (name) => [request.headers[name] ?? null].flat()[0] ?? null,
        startedAt: performance.now(),
      }),
    );
    const answer = received.outcome === "answered" ? received.answer : { status: 404, body: {} };
    response
      .writeHead(answer.status, { "content-type": "application/json" })
      .end(JSON.stringify(answer.body));
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    // listen() on a port gives an AddressInfo, never a pipe's name.
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    state.url = () => url;
    changeSetting("APP_URL", url);
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  return state;
}
