import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { changeSellerWebhook } from "@/lib/webhooks/change-webhook";
import { getSellerWebhook } from "@/lib/webhooks/read-webhook";
import { registerWebhook } from "@/lib/webhooks/register";
import { nobody } from "../../support/actor";
import { changeSetting } from "../../support/change-setting";
import { resetClock } from "../../support/clock";
import { ownDatabase } from "../../support/database";
import { type ConnectedSeller, makeConnectedSeller } from "../../support/factories";
import { liftLimits } from "../../support/limits";
import { ownSandbox } from "../../support/sandbox";

export const goodPong = { status: 200, body: '{"version":"1","name":"test","time":"2026-09-01T12:00:00Z"}' };

type Change = Parameters<typeof changeSellerWebhook>[0]["change"];

/** A marketplace, and a receiver that it calls and that stands for our web app; short words for what is done with both. */
export function ownRegistration() {
  const database = ownDatabase();
  const sandbox = ownSandbox();
  const state = { pong: goodPong };
  const receiver = http.createServer((request, response) => {
    request.resume();
    response.writeHead(state.pong.status, { "content-type": "application/json" }).end(state.pong.body);
  });
  beforeAll(async () => {
    await liftLimits(database, sandbox());
    await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  });
  // listen() on a port gives an AddressInfo, never a pipe's name.
  const port = () => (receiver.address() as AddressInfo).port;
  beforeEach(() => {
    state.pong = goodPong;
    changeSetting("APP_URL", `http://127.0.0.1:${port()}`);
  });
  afterEach(async () => {
    resetClock();
    await sandbox().clearFaults();
  });
  afterAll(() => new Promise((resolve) => receiver.close(resolve)));
  return {
    database,
    sandbox,
    port,
    /** What the receiver answers from now on, until the test ends. */
    answer: (pong: { status: number; body: string }) => {
      state.pong = pong;
    },
    connect: (dialect: "v1" | "v3", mode: "signed" | "push" | null = dialect === "v1" ? "signed" : "push") =>
      makeConnectedSeller({ sandbox: sandbox(), dialect, ...(mode === null ? {} : { webhook: { mode } }) }),
    press: (seller: ConnectedSeller) => registerWebhook({ actor: nobody, sellerId: seller.id }),
    read: (seller: ConnectedSeller) => getSellerWebhook({ actor: nobody, sellerId: seller.id }),
    change: (seller: ConnectedSeller, given: Change) =>
      changeSellerWebhook({ actor: nobody, sellerId: seller.id, change: given }),
    theirs: async (seller: ConnectedSeller) =>
      (await sandbox().readWebhooks(seller.account.client_id)).subscriptions,
    /** "action by user" of what was done to its webhook. */
    audited: async (seller: ConnectedSeller) =>
      (
        await database.query<{ action: string; actor_type: string }>(
          "SELECT action, actor_type FROM audit_log WHERE seller_id = $1 AND action LIKE 'webhook.%' ORDER BY id",
          [seller.id],
        )
      ).map(({ action, actor_type }) => `${action} by ${actor_type}`),
  };
}
